/** For whom a question of the shelf is: the name of its folder below `web/questions/`, in the order of the shelf. */
export const GROUPS = ["analysts", "apps", "researchers"] as const;

/** A question of the shelf. */
export interface Question {
  readonly group: (typeof GROUPS)[number];
  /** In plain words, as it is asked. */
  readonly title: string;
  /** How to read the answer. */
  readonly reading: string;
  /** The whole file, so that both stand in the editor and in a shared link too. */
  readonly query: string;
}

/**
 * Reads a question from its file, `web/questions/<group>/<number>-<name>.graphql`. It begins with two comments of a
 * line each, the question and how to read the answer; then comes one operation that needs no variables, since those that
 * it declares have defaults. To add a question is to add such a file: the shelf and the tests take all that are there.
 * @throws when the file is no such thing.
 */
export function readQuestion(file: string, text: string): Question {
  const group = GROUPS.find((name) => file.includes(`/${name}/`));
  const [, title, reading] = /^# (.+)\n#\n# (.+)\n(?!#)/.exec(text) ?? [];
  if (!group) throw new Error(`${file} stands in none of the folders ${GROUPS.join(", ")}.`);
  if (!title || !reading) throw new Error(`${file} does not begin with a question and how to read its answer, as comments.`);
  return { group, title, reading, query: text };
}
