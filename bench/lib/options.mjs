import { parseArgs } from 'node:util';

/** The parts of the bench, in the order they run. */
export const sections = ['start', 'scale', 'proto', 'http', 'validation', 'grpc'];

/** What `--help` prints. */
export const usage = `usage: node bench/run.mjs [options]

  --only SECTION[,SECTION]  start, scale, proto, http, validation or grpc; all of them unless told
  --quick                   fewer and shorter rounds: shows that it works, not what is true
  --rounds N                rounds of each section (start 15, scale 3, proto 7, http 5, validation 7,
                            grpc 7)
  --seconds N               measured time per contender and round under load (5)
  --connections N           keep-alive connections under load (64)
  --contenders ID[,ID]      only these of http, next to the generated service
  --json                    one JSON document on stdout instead of the tables
  --assert                  exit 1 when a figure is over its limit or could not be measured
  --keep                    keep the temporary folder and print where it is
  --help                    this text
`;

const flags = {
  only: { type: 'string' },
  quick: { type: 'boolean', default: false },
  rounds: { type: 'string' },
  seconds: { type: 'string' },
  connections: { type: 'string' },
  contenders: { type: 'string' },
  json: { type: 'boolean', default: false },
  assert: { type: 'boolean', default: false },
  keep: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
};

/**
 * @typedef {object} Options
 * @property {readonly string[]} only
 * @property {Record<string, number>} rounds by section
 * @property {number} seconds
 * @property {number} warmUpSeconds
 * @property {number} connections
 * @property {readonly string[] | undefined} contenders
 * @property {boolean} quick
 * @property {boolean} json
 * @property {boolean} assert
 * @property {boolean} keep
 * @property {boolean} help
 */

/**
 * @param {readonly string[]} argv
 * @returns {Options}
 * @throws {Error} with a message for the user
 */
export function readOptions(argv) {
  const { values } = parseArgs({ args: argv, options: flags });
  const { quick, json, assert, keep, help } = values;
  const usual = quick
    ? { start: 3, scale: 1, proto: 2, http: 2, validation: 2, grpc: 2 }
    : { start: 15, scale: 3, proto: 7, http: 5, validation: 7, grpc: 7 };
  const rounds = positive('rounds', values.rounds);
  return {
    only: listOf('only', values.only, sections) ?? sections,
    rounds:
      rounds === undefined
        ? usual
        : Object.fromEntries(sections.map((section) => [section, rounds])),
    seconds: positive('seconds', values.seconds) ?? (quick ? 1 : 5),
    warmUpSeconds: quick ? 1 : 3,
    connections: positive('connections', values.connections) ?? 64,
    contenders: values.contenders?.split(','),
    quick,
    json,
    assert,
    keep,
    help,
  };
}

function positive(name, text) {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d*$/.test(text)) throw new Error(`--${name} takes a positive number, not "${text}"`);
  return Number(text);
}

function listOf(name, text, known) {
  const items = text?.split(',');
  const unknown = items?.find((item) => !known.includes(item));
  if (unknown === undefined) return items;
  throw new Error(`--${name}: "${unknown}" is not one of ${known.join(', ')}`);
}
