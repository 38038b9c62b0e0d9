export { testContract, type ContractSamples, type TestedService } from './test-contract.ts';
export type { Refusal, Sample } from './sample.ts';
