import { microgenCommand } from '../../text/command.ts';
import { code } from '../code.ts';

/** What can be wrong with a project on disk, or with what is asked of it. Codes are never reused. */
export const projectCodes = {
  'edited-by-hand': code<{ path: string }>({
    severity: 'error',
    message: ({ path }) => `${path} belongs to the generator and was edited by hand`,
    help: () =>
      'Move the edit to a file of yours (AGENTS.md says which), or run with -force, which overwrites the file and keeps a backup under .microgen/backup/.',
  }),
  'not-generated': code<{ path: string }>({
    severity: 'error',
    message: ({ path }) =>
      `${path} is in the way: the manifest knows of no such file, and it is not what would be generated`,
    help: () =>
      'Where the manifest was lost, or merged, it may be one of another generation: give the options and the middleware that it had. Else move or delete it, choose another folder with -out, or run with -force, which overwrites the file and keeps a backup under .microgen/backup/.',
  }),
  'contract-in-the-way': code<{ path: string }>({
    severity: 'error',
    message: ({ path }) => `${path} is the contract, and generated code belongs in its place`,
    help: () => 'Keep the contract elsewhere: beside the project, or as idl.ts in its root.',
  }),
  'idl-required': code<object>({
    severity: 'error',
    message: () => 'there is no contract to generate from',
    help: () =>
      'Name one with -idl, as in `microgen -idl idl.ts -out .`; in a generated project it is remembered.',
  }),
  'invalid-proto-path': code<{ idl: string }>({
    severity: 'error',
    message: ({ idl }) => `-proto-path says where imports of a .proto are, and ${idl} is none`,
    help: () => 'Leave it out, or name a .proto with -idl.',
  }),
  'path-blocked': code<{ path: string; by: string }>({
    severity: 'error',
    message: ({ path, by }) => `${path} cannot be a file: ${by} is in its place`,
    help: () => 'Move it out of the way, or choose another folder with -out.',
  }),
  'link-leaves-project': code<{ path: string }>({
    severity: 'error',
    message: ({ path }) => `${path} is a link that leads out of the project, or nowhere`,
    help: () =>
      'microgen writes inside -out only. Replace the link by a real file or folder, or point -out at the folder it leads to.',
  }),
  'out-not-a-folder': code<{ path: string }>({
    severity: 'error',
    message: ({ path }) => `-out ${path} is not a folder`,
    help: () => 'Give -out a folder; microgen makes it when it does not exist.',
  }),
  'out-not-writable': code<{ path: string; reason: string }>({
    severity: 'error',
    message: ({ path, reason }) => `cannot write to ${path}: ${reason}`,
    help: () => 'Nothing was changed. Make the folder writable, or choose another one with -out.',
  }),
  'read-failed': code<{ path: string; reason: string }>({
    severity: 'error',
    message: ({ path, reason }) => `cannot read ${path}: ${reason}`,
    help: () => 'Nothing was changed. Check who may read it.',
  }),
  'write-failed': code<{ path: string; reason: string }>({
    severity: 'error',
    message: ({ path, reason }) => `cannot write ${path}: ${reason}`,
    help: () => 'The project is as it was before. Remove the cause and run again.',
  }),
  'undo-failed': code<{ path: string; reason: string; kept: string }>({
    severity: 'error',
    message: ({ path, reason }) => `could not put ${path} back after a failed run: ${reason}`,
    help: ({ kept }) =>
      `The next run tries again. Until then its content as it was before stands in ${kept}.`,
  }),
  'project-busy': code<{ out: string; holder: string }>({
    severity: 'error',
    message: ({ out }) => `another run of microgen is writing to ${out}`,
    help: ({ holder }) =>
      `Wait for it and run again. If there is none, on this machine or another, delete .microgen/${holder}.`,
  }),
  'changed-meanwhile': code<{ path: string }>({
    severity: 'error',
    message: ({ path }) => `${path} was changed while this run was at work`,
    help: () => 'Nothing was changed by this run. Run it again.',
  }),
  'run-unfinished': code<{ out: string }>({
    severity: 'error',
    message: () => 'the last run is not finished: it was interrupted, or is still at work',
    help: ({ out }) =>
      `The project is in between, and cannot be judged. A run that writes finishes it: \`${microgenCommand('generate', { out })}\`.`,
  }),
  'run-recovered': code<{ how: 'finished' | 'taken back' }>({
    severity: 'info',
    message: ({ how }) => `the last run was interrupted; it is ${how} now`,
  }),
  'recovery-refused': code<{ path: string }>({
    severity: 'error',
    message: ({ path }) =>
      `the last run was interrupted, and ${path} was changed since: it is neither as it was nor as it was to become`,
    help: () =>
      'Nothing was overwritten. Move the file aside and run again, which finishes the interrupted run or takes it back, then put back what you want of it. Or delete .microgen/apply: every file stays as it is now.',
  }),
  'recovery-failed': code<{ path: string; reason: string }>({
    severity: 'error',
    message: ({ path, reason }) =>
      `the last run was interrupted, and finishing it fails at ${path}: ${reason}`,
    help: () =>
      'Remove the cause and run again. Or restore the project from version control and delete .microgen/apply, which holds the contents of the files that were at stake (old-N, new-N).',
  }),
  'journal-broken': code<{ path: string }>({
    severity: 'error',
    message: ({ path }) => `the last run was interrupted, and ${path} is not as microgen wrote it`,
    help: () =>
      'Restore the project from version control and delete .microgen/apply, which holds the contents of the files that were at stake (old-N, new-N).',
  }),
  'shared-file-broken': code<{ path: string; reason: string }>({
    severity: 'error',
    message: ({ path, reason }) => `${path} cannot be merged: ${reason}`,
    help: () => 'Mend the file, or move it away and let microgen write a new one.',
  }),
  'became-modules': code<object>({
    severity: 'warning',
    message: () => 'package.json said nothing of modules, and has "type": "module" now',
    help: () =>
      'Generated code is ES modules. Node takes every other .js file of this folder for one, too: rename those that are CommonJS to .cjs.',
  }),
  'stays-commonjs': code<object>({
    severity: 'warning',
    message: () => 'package.json keeps its "type", and generated code is ES modules',
    help: () => 'Set "type": "module", and rename .js files that are CommonJS to .cjs.',
  }),
  'tsconfig-differs': code<{ settings: readonly string[] }>({
    severity: 'warning',
    message: ({ settings }) =>
      `tsconfig.json is yours and stays, but what is generated needs other settings: ${settings.join(', ')}`,
    help: () =>
      'Set them in `compilerOptions`, or generate into a folder of its own: `-out service`.',
  }),
  'service-left-behind': code<{
    service: string;
    files: readonly string[];
    naming: readonly string[];
  }>({
    severity: 'warning',
    message: ({ service, files }) =>
      `${service} is gone, and files of yours remain whose ground is gone with it: ${files.join(', ')}`,
    help: ({ files, naming }) => {
      const them = files.length === 1 ? 'it' : 'them';
      const mend = naming.length === 0 ? '' : ` Mend what still names it: ${naming.join(', ')}.`;
      return `Take what you need out of ${them}, then delete ${them}: until then the project does not compile.${mend}`;
    },
  }),
  'not-utf8': code<{ path: string }>({
    severity: 'error',
    message: ({ path }) =>
      `${path} is not UTF-8, so that nothing can be added to it with every other byte kept`,
    help: () => 'Nothing was changed. Save the file as UTF-8 and run again.',
  }),
  'manifest-broken': code<{ path: string; reason: string }>({
    severity: 'error',
    message: ({ path, reason }) => `${path} is not JSON: ${reason}`,
    help: ({ path }) => restoreManifest(path),
  }),
  'manifest-edited': code<{ path: string; reason: string }>({
    severity: 'error',
    message: ({ path, reason }) => `${path} is not as microgen wrote it: ${reason}`,
    help: ({ path }) => restoreManifest(path),
  }),
  'manifest-changed': code<{ path: string }>({
    severity: 'warning',
    message: ({ path }) => `${path} is not as microgen wrote it: it was edited, or merged`,
    help: () =>
      'What it says of options and middleware is taken as it stands; every file is compared, none is removed, and what is updated is kept under .microgen/backup/. After a merge, see that both sides are in it. A run that writes seals it again.',
  }),
  'manifest-too-new': code<{ path: string; schema: string; known: string }>({
    severity: 'error',
    message: ({ path, schema, known }) =>
      `${path} was written by a newer microgen: it is ${schema}, and this version knows ${known}`,
    help: () => 'Use the microgen that generated the project, or a newer one.',
  }),
  'other-version': code<{ by: string; current: string }>({
    severity: 'info',
    message: ({ by, current }) => `the project was generated by microgen ${by}, this is ${current}`,
  }),
  'new-option': code<{ option: string; value: string }>({
    severity: 'info',
    message: ({ option, value }) =>
      `-${option} is new to this project and takes its default, ${value}`,
  }),
  'invalid-package-name': code<{ name: string; reason: string }>({
    severity: 'error',
    message: ({ name, reason }) => `"${name}" cannot be the name of an npm package: ${reason}`,
    help: () => 'Give one with -import, such as `-import hello` or `-import @acme/hello`.',
  }),
  'invalid-prefix': code<{ prefix: string; segment: string }>({
    severity: 'error',
    message: ({ prefix, segment }) =>
      `-prefix ${prefix} cannot stand in a route: "${segment}" is no plain path segment`,
    help: () => 'Use letters, digits, "-", "_", "." and "~", as in `-prefix api/v1`.',
  }),
  'invalid-protocols': code<{ protocols: string; unknown: string[] }>({
    severity: 'error',
    message: ({ protocols, unknown }) =>
      unknown.length === 0
        ? `-protocols ${protocols} leaves out http, which every service speaks`
        : `-protocols ${protocols} names what no service can speak: ${unknown.join(', ') || 'nothing'}`,
    help: () => 'Write `-protocols http` or `-protocols http,grpc`.',
  }),
  'numbers-broken': code<{ path: string; reason: string }>({
    severity: 'error',
    message: ({ path, reason }) => `${path} is not as microgen wrote it: ${reason}`,
    help: () =>
      'It holds the numbers of messages for life. Restore it from version control; after a merge, keep the numbers of the branch that is in use, and give the other field the next free one.',
  }),
  'numbers-missing': code<{ path: string }>({
    severity: 'error',
    message: ({ path }) => `${path} is gone, which holds the numbers of messages for life`,
    help: () =>
      'Restore it from version control. Where nobody has the old messages, -force numbers all of them anew.',
  }),
  'invalid-kit': code<{ spec: string }>({
    severity: 'error',
    message: ({ spec }) =>
      `-kit "${spec}" is neither vendor nor something package.json can refer to`,
    help: () => 'Use `vendor`, a version such as `^0.1.0`, or any npm spec such as `file:../kit`.',
  }),
  usage: code<{ message: string; help: string }>({
    severity: 'error',
    message: ({ message }) => message,
    help: ({ help }) => help,
  }),
  'internal-error': code<{ message: string }>({
    severity: 'error',
    message: ({ message }) => `this is a bug in microgen: ${message}`,
    help: () =>
      'Please report it with the contract that causes it; -verbose shows where it happened.',
  }),
} as const;

function restoreManifest(path: string): string {
  return (
    `Restore it from version control. Without one, delete ${path} and generate anew with -idl: ` +
    'files that are as generated are adopted, others are named first and overwritten only with -force.'
  );
}
