import type { Edition } from './descriptor.ts';

/** What `google.protobuf.FeatureSet` says, resolved: nothing is unknown. */
export interface Features {
  readonly fieldPresence: 'EXPLICIT' | 'IMPLICIT' | 'LEGACY_REQUIRED';
  readonly enumType: 'OPEN' | 'CLOSED';
  readonly repeatedFieldEncoding: 'PACKED' | 'EXPANDED';
  readonly utf8Validation: 'VERIFY' | 'NONE';
  readonly messageEncoding: 'LENGTH_PREFIXED' | 'DELIMITED';
  readonly jsonFormat: 'ALLOW' | 'LEGACY_BEST_EFFORT';
  readonly enforceNamingStyle: 'STYLE2024' | 'STYLE_LEGACY';
  readonly defaultSymbolVisibility: 'EXPORT_ALL' | 'EXPORT_TOP_LEVEL' | 'LOCAL_ALL' | 'STRICT';
}

const PROTO2: Features = {
  fieldPresence: 'EXPLICIT',
  enumType: 'CLOSED',
  repeatedFieldEncoding: 'EXPANDED',
  utf8Validation: 'NONE',
  messageEncoding: 'LENGTH_PREFIXED',
  jsonFormat: 'LEGACY_BEST_EFFORT',
  enforceNamingStyle: 'STYLE_LEGACY',
  defaultSymbolVisibility: 'EXPORT_ALL',
};

const PROTO3: Features = {
  ...PROTO2,
  fieldPresence: 'IMPLICIT',
  enumType: 'OPEN',
  repeatedFieldEncoding: 'PACKED',
  utf8Validation: 'VERIFY',
  jsonFormat: 'ALLOW',
};

const EDITION_2023: Features = { ...PROTO3, fieldPresence: 'EXPLICIT' };

/**
 * What holds where a file says nothing.
 * Source: the `edition_defaults` of FeatureSet in google/protobuf/descriptor.proto
 */
export const editionDefaults: Readonly<Record<Edition, Features>> = {
  proto2: PROTO2,
  proto3: PROTO3,
  '2023': EDITION_2023,
  '2024': {
    ...EDITION_2023,
    enforceNamingStyle: 'STYLE2024',
    defaultSymbolVisibility: 'EXPORT_TOP_LEVEL',
  },
};

/** The names of editions as `google.protobuf.Edition` has them. */
export const editionNames: Readonly<Record<Edition, string>> = {
  proto2: 'EDITION_PROTO2',
  proto3: 'EDITION_PROTO3',
  '2023': 'EDITION_2023',
  '2024': 'EDITION_2024',
};
