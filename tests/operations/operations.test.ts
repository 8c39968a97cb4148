/**
 * What runs the service elsewhere fits the code: docker-compose.yml, .env.example, the Dockerfile and docs/operations.md
 * name settings that there are, versions that were tested, and nothing that is open by default. Whether the files are
 * well-formed is for tools/image/lint.sh to say, and whether the image's steps work for tools/image/check.sh.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, test } from "@jest/globals";
import { parse } from "yaml";
import { describeSettings, readSettings } from "../../src/server/index.js";

const read = (file: string) => readFileSync(file, "utf8");
const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map((match) => match.slice(1) as string[]);

const COMPOSE = read("docker-compose.yml");
const EXAMPLE = read(".env.example");
const DOCKERFILE = read("Dockerfile");

/** The variables of docker-compose.yml with their defaults. */
const variables = new Map(all(COMPOSE, /\$\{([A-Z0-9_]+):-([^}]*)\}/g) as [string, string][]);
/** The lines of .env.example that set something, or would without their `#`. */
const examples = new Map(all(EXAMPLE, /^#?([A-Z0-9_]+)=(.*)$/gm) as [string, string][]);
const settings = new Set(all(describeSettings(), /^\| `([A-Z0-9_]+)` \|/gm).map(([name]) => name!));

interface Service {
  readonly image: string;
  readonly user?: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly ports: readonly string[];
  readonly [key: string]: unknown;
}
/** The services, with the defaults in place. */
const { services } = parse(COMPOSE.replace(/\$\{[A-Z0-9_]+:-([^}]*)\}/g, "$1").replace(/\$\{NEO4J_PASSWORD:\?[^}]*\}/g, "of the test")) as {
  services: Readonly<Record<"api" | "neo4j", Service>>;
};

describe("docker-compose.yml", () => {
  test("has no password of its own, wherever it asks for one", () => {
    const asked = all(COMPOSE, /\$\{(NEO4J_PASSWORD)(.{2})/g);
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.every(([, how]) => how === ":?")).toBe(true);
    expect(examples.get("NEO4J_PASSWORD")).toBe("");
  });

  test(".env.example has each of its variables, with the default", () => {
    examples.delete("NEO4J_PASSWORD");
    expect(Object.fromEntries(examples)).toEqual(Object.fromEntries(variables));
  });

  test("gives the service settings that there are, with values that they take", () => {
    const { environment } = services.api;
    expect(Object.keys(environment).filter((name) => !settings.has(name))).toEqual([]);
    expect(readSettings(environment)).toMatchObject({
      settings: { neo4jUri: "bolt://neo4j:7687", neo4jPassword: "of the test" },
      warnings: [],
    });
  });

  test.each(Object.entries(services))("%s has no more rights than it needs, and only this machine reaches it", (_, service) => {
    expect(service).toMatchObject({ cap_drop: ["ALL"], security_opt: ["no-new-privileges:true"], restart: "unless-stopped" });
    expect(service.mem_limit).toBeDefined();
    expect(service.healthcheck).toBeDefined();
    expect(service.privileged).toBeUndefined();
    expect(service.ports.filter((port) => !port.startsWith("127.0.0.1:"))).toEqual([]);
  });

  test("gives Neo4j more memory than its heap and page cache take", () => {
    const megabytes = (size: unknown) => Number(/^(\d+)m$/.exec(String(size))![1]);
    const { environment, mem_limit } = services.neo4j;
    const taken = megabytes(environment.NEO4J_server_memory_heap_max__size) + megabytes(environment.NEO4J_server_memory_pagecache_size);
    expect(megabytes(mem_limit)).toBeGreaterThan(taken * 1.5);
  });

  test("has the Neo4j that the tests have", () => {
    const [[version]] = all(read("tools/neo4j/pom.xml"), /<neo4j\.version>(.*?)</g) as [[string]];
    expect(services.neo4j.image).toBe(`neo4j:${version}-community`);
  });
});

describe("Dockerfile", () => {
  test("is on one Node, said to the patch", () => {
    const images = new Set(all(DOCKERFILE, /^FROM (\S+)/gm).map(([image]) => image!));
    expect([...images]).toEqual([expect.stringMatching(/^node:24\.\d+\.\d+-\w+-slim$/)]);
  });

  test("sets settings that there are, and ends as a user that is not root", () => {
    const [[env]] = all(DOCKERFILE, /^ENV ((?:.*\\\n)*.*)$/gm) as [[string]];
    const names = all(env, /(\w+)=/g).map(([name]) => name!);
    expect(names.filter((name) => !settings.has(name) && !name.startsWith("NODE_"))).toEqual([]);
    expect(all(DOCKERFILE, /^USER (.*)$/gm)).toEqual([["10001:10001"]]);
    expect(read("tools/image/install.sh")).toContain("USER_ID=10001");
  });

  test("is given only files that are there, and no secret", () => {
    const lines = read(".dockerignore").split("\n");
    const allowed = lines.filter((line) => line.startsWith("!")).map((line) => line.slice(1));
    expect(lines).toContain("*");
    expect(allowed.filter((file) => !existsSync(file))).toEqual([]);
    expect(allowed).not.toContain(".env");
  });
});

describe("docs/operations.md", () => {
  test("names variables that there are", () => {
    const known = new Set([...settings, ...variables.keys(), "NEO4J_PASSWORD", "NEO4J_AUTH"]);
    const named = all(read("docs/operations.md"), /`([A-Z][A-Z0-9]*_[A-Z0-9_]+)(?:=[^`]*)?`/g).map(([name]) => name!);
    const codes = all(read("docs/errors.md"), /^\| `([A-Z_]+)`/gm).map(([name]) => name!);
    expect(named.filter((name) => !known.has(name) && !codes.includes(name))).toEqual([]);
  });
});

describe("tools/image/health.mjs", () => {
  const health = async (env: Record<string, string>, ...args: string[]) => {
    const child = spawn(process.execPath, ["tools/image/health.mjs", ...args], { env });
    let said = "";
    child.stdout.on("data", (data) => (said += String(data)));
    const [code] = (await once(child, "close")) as [number];
    return { code, said: said.trim() };
  };

  test("ends with 0 when the service says that it is well, else with 1 and its words", async () => {
    const server = createServer((request, response) => {
      response.statusCode = request.url === "/readyz" ? 503 : 200;
      response.end(`this is ${request.url}`);
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const PORT = String((server.address() as AddressInfo).port);
    // "0.0.0.0" is where a service listens, and no place to ask at
    for (const HOST of ["0.0.0.0", "127.0.0.1", ""]) {
      expect(await health({ HOST, PORT }, "/healthz")).toEqual({ code: 0, said: "this is /healthz" });
    }
    expect(await health({ PORT })).toEqual({ code: 1, said: "this is /readyz" });
    server.close();
    await once(server, "close");
    expect(await health({ PORT })).toMatchObject({ code: 1, said: expect.stringContaining("/readyz:") });
  });
});
