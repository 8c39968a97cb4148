/** Opens the store in a process of its own, so that a test can kill it: `child.ts <directory> <stamp> <nodes>`. */
import { openSqlite } from "../../../src/stores/sqlite/index.js";
import { Random, randomGraph } from "./random.js";
import { smallModel } from "./small-model.js";

const [directory, stamp, nodes] = process.argv.slice(2);

const store = await openSqlite({
  directory: directory!,
  model: smallModel,
  stamp: stamp!,
  load: () => {
    const changes = randomGraph(smallModel, new Random(1), Number(nodes));
    process.stdout.write("building\n");
    return changes;
  },
});
process.stdout.write(`revision ${store.revision}\n`);
await store.close();
