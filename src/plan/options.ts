/** What shapes the generated project: the manifest keeps these, and a rerun takes them from there. */
export interface Options {
  /** npm package name of the project. */
  readonly name: string;
  /** The contract, relative to the project root, forward slashes. */
  readonly idl: string;
  /** HTTP route prefix without slashes at the ends; empty for none. */
  readonly prefix: string;
  readonly docs: boolean;
  readonly tests: boolean;
  readonly skill: boolean;
  /** `vendor`, or any npm spec of the runtime. */
  readonly kit: string;
}
