/** The development dependencies of generated projects, in versions that these are tested with. */
export const DEV_DEPENDENCIES = { typescript: '^7.0.2', '@types/node': '^20.19.0' } as const;
