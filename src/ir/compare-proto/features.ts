import type { WireMessage } from './wire.ts';

/** What `google.protobuf.FeatureSet` says, as far as it changes what a contract means. */
export interface Features {
  readonly presence: 'explicit' | 'implicit' | 'required';
  readonly isClosed: boolean;
  /** Whether texts must be UTF-8. */
  readonly isVerified: boolean;
  readonly isDelimited: boolean;
  readonly hasJson: boolean;
}

const PROTO2: Features = {
  presence: 'explicit',
  isClosed: true,
  isVerified: false,
  isDelimited: false,
  hasJson: false,
};

const EDITIONS: Features = { ...PROTO2, isClosed: false, isVerified: true, hasJson: true };

/** What holds in a file: the defaults of its syntax, and what it says itself. */
export function featuresOfFile(file: WireMessage, syntax: string): Features {
  const defaults =
    syntax === 'proto2'
      ? PROTO2
      : syntax === 'proto3'
        ? ({ ...EDITIONS, presence: 'implicit' } as const)
        : EDITIONS;
  return inherit(defaults, file.message(8).message(50));
}

const PRESENCES = [undefined, 'explicit', 'implicit', 'required'] as const;

/** What holds within: what is said there, and what holds around it. Numbers are those of `FeatureSet`. */
export function inherit(around: Features, said: WireMessage): Features {
  const chosen = (field: number, choice: number, otherwise: boolean): boolean =>
    said.integer(field) === 0 ? otherwise : said.integer(field) === choice;
  return {
    presence: PRESENCES[said.integer(1)] ?? around.presence,
    isClosed: chosen(2, 2, around.isClosed),
    isVerified: chosen(4, 2, around.isVerified),
    isDelimited: chosen(5, 2, around.isDelimited),
    hasJson: chosen(6, 1, around.hasJson),
  };
}
