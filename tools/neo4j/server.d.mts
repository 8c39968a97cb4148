/** Why no Neo4j could be started. The message is one line that says what is wrong and what to do. */
export class Neo4jStartError extends Error {
  readonly code:
    | "JAVA_MISSING"
    | "JAVA_TOO_OLD"
    | "COMPILER_MISSING"
    | "MAVEN_MISSING"
    | "MAVEN_UNREACHABLE"
    | "MAVEN_FAILED"
    | "PORT_IN_USE"
    | "HOME_IN_USE"
    | "BAD_OPTION"
    | "START_FAILED";
  constructor(code: Neo4jStartError["code"], message: string);
}

export interface Neo4jOptions {
  /** Where the data is kept. Without it: a fresh temporary folder, deleted with the server. */
  home?: string;
  /** 0, the default, takes a free one. */
  port?: number;
  /** A random one without it; null switches authentication off. */
  password?: string | null;
  /** No word of progress on standard error. Default: false. */
  quiet?: boolean;
  /** The heap, as Java writes it (default "512m"); the page cache gets a quarter of it on top. */
  memory?: string;
  /** Leaves Java's optimizing compiler on: slower to start, needed for measurements. */
  bench?: boolean;
}

export interface Neo4jServer {
  /** `bolt://127.0.0.1:PORT` */
  readonly uri: string;
  readonly user: string;
  readonly password: string | null;
  readonly home: string;
  readonly pid: number;
  /** Settles once the process is gone, whoever ended it; says how it went. */
  readonly exited: Promise<string>;
  /** Shuts down cleanly and waits for the end; a second call only waits. */
  stop(): Promise<void>;
  /** Ends it as a crash would (SIGKILL); await `exited` before the home is used again. */
  kill(): void;
}

/**
 * Starts a Neo4j, installing it first where that was not done yet (a minute or so, needs the network).
 * The server ends with this process, however that ends.
 *
 * @throws {Neo4jStartError}
 */
export function startNeo4j(options?: Neo4jOptions): Promise<Neo4jServer>;

/** Why no Neo4j can be started here (no Java; nothing installed and no Maven), or null. The network is not tried. */
export function canStart(): string | null;

/** Installs only, so that later starts are quick and need neither Maven nor the network. */
export function prepare(options?: { quiet?: boolean }): Promise<void>;

export function randomPassword(): string;
