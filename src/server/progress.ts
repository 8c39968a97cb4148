/** How far a long work has come, for whoever watches it. */

const WIDTH = 40;

/** A bar that grows in a terminal; elsewhere a line for each tenth. @returns what is told how much is done. */
export function progressBar(
  total: number,
  say: (line: string) => void,
  output: NodeJS.WriteStream = process.stderr,
): (done: number) => void {
  let tenths = 0;
  return (done) => {
    const share = total === 0 ? 1 : Math.min(done / total, 1);
    const words = `${Math.floor(share * 100)} % of ${total} changes`;
    if (output.isTTY) output.write(`\r[${"=".repeat(share * WIDTH).padEnd(WIDTH)}] ${words}${share === 1 ? "\n" : ""}`);
    else if (Math.floor(share * 10) > tenths) {
      tenths = Math.floor(share * 10);
      say(`  ${words}`);
    }
  };
}
