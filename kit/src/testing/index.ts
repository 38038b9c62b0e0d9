export { testContract, type ContractSamples, type TestedService } from './test-contract.ts';
export type { CallRefusal, CallSample } from './sample.ts';
