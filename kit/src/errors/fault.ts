/** One thing that is wrong with a request, found while decoding or validating it. */
export interface Fault {
  /** Where, as a JSON pointer (RFC 6901) into the request; empty for the request as a whole. */
  readonly path: string;
  /** The JSON Schema keyword that is not met: `type`, `required`, `minLength` ... */
  readonly rule: string;
  /** What the rule asks for: the type, the bound, the allowed values. */
  readonly wanted?: unknown;
  /** One sentence for a person, without the offending value. */
  readonly message: string;
}
