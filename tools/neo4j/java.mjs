// Finds the Java and the Maven to work with, and says what to do where there is none that will do.
import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";

const OLDEST = 17;

/** Why no Neo4j could be started: a stable `code` and one line that says what to do. */
export class Neo4jStartError extends Error {
  /**
   * @param {string} code
   * @param {string} message
   */
  constructor(code, message) {
    super(message);
    this.name = "Neo4jStartError";
    this.code = code;
  }
}

/**
 * The Java of JAVA_HOME, else the one on the PATH.
 *
 * @typedef {{ bin: string, home: string, build: string, userHome: string }} Java
 *   `build` tells one build of Java from another; `userHome` is where Java thinks the user lives.
 * @returns {Java}
 * @throws {Neo4jStartError} JAVA_MISSING, JAVA_TOO_OLD
 */
export function findJava() {
  const { JAVA_HOME } = process.env;
  const command = JAVA_HOME ? join(JAVA_HOME, "bin", "java") : "java";
  const { error, stderr } = spawnSync(command, ["-XshowSettings:properties", "-version"], { encoding: "utf8" });
  /** @param {string} name */
  const property = (name) => stderr?.match(new RegExp(`^\\s*${name} = (.*)$`, "m"))?.[1].trim() ?? "";
  const version = property("java.specification.version");
  if (error || !version) {
    throw new Neo4jStartError(
      "JAVA_MISSING",
      JAVA_HOME
        ? `JAVA_HOME (${JAVA_HOME}) holds no working Java: point it at a JDK ${OLDEST} or newer, or unset it.`
        : `No Java found: install a JDK ${OLDEST} or newer and put it on the PATH or into JAVA_HOME.`,
    );
  }
  if (!(Number(version) >= OLDEST)) {
    // Java 8 calls itself 1.8
    throw new Neo4jStartError(
      "JAVA_TOO_OLD",
      `Java ${version} is too old for Neo4j: install a JDK ${OLDEST} or newer and put it on the PATH or into JAVA_HOME.`,
    );
  }
  const home = property("java.home");
  const build = ["java.runtime.version", "java.vm.vendor", "os.arch"].map(property).join(" ");
  return { bin: join(home, "bin"), home, build, userHome: property("user.home") };
}

/**
 * Java reads paths and the environment in the locale's encoding, which is ASCII where none is set, and says its
 * faults in the locale's language, where we look for the English.
 *
 * @param {Java} java
 * @returns {NodeJS.ProcessEnv}
 */
export function javaEnvironment(java) {
  return { ...process.env, JAVA_HOME: java.home, LC_ALL: "C.UTF-8" };
}

/**
 * What building takes beyond running: a compiler and Maven.
 *
 * @param {Java} java
 * @throws {Neo4jStartError} COMPILER_MISSING, MAVEN_MISSING
 */
export function requireBuildTools(java) {
  if (!existsSync(join(java.bin, "javac"))) {
    throw new Neo4jStartError(
      "COMPILER_MISSING",
      `The Java in ${java.home} has no compiler: install a full JDK ${OLDEST} or newer (not only a JRE).`,
    );
  }
  const folders = (process.env.PATH ?? "").split(delimiter);
  if (!folders.some((folder) => isExecutable(join(folder, "mvn")))) {
    throw new Neo4jStartError(
      "MAVEN_MISSING",
      "No Maven found, and it fetches Neo4j the first time: install Maven 3.6 or newer and put mvn on the PATH.",
    );
  }
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
