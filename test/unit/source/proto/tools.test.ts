import { describe, expect, it } from 'vitest';
import { checkContract } from '../../../../src/ir/check.ts';
import { toolName } from '../../../../src/ir/tools.ts';
import { readProto } from '../../../../src/source/proto/read.ts';
import { loadShipped } from '../../../../src/source/proto/shipped.ts';

const shipped = loadShipped();

/** The tools of some services, in their order; none of them may be refused. */
function toolsOf(services: string): readonly (string | undefined)[] {
  const text = `syntax = "proto3";\npackage acme.v1;\nmessage M {}\n${services}`;
  const reader = { readText: (path: string) => (path === 'a.proto' ? text : undefined) };
  const read = readProto({ path: 'a.proto', reader, roots: [], services: [], shipped });
  const { contract } = read;
  if (contract === undefined) throw new Error(JSON.stringify(read.diagnostics));
  expect(checkContract(contract, { prefix: '', tools: true })).toEqual([]);
  return contract.services.flatMap((service) =>
    service.methods.map((method) => toolName(service, method)),
  );
}

describe('the tools of a .proto', () => {
  it('have the usual names where they can', () => {
    const services = 'service GreeterService { rpc Hi(M) returns (M); rpc Ho(M) returns (M); }';
    expect(toolsOf(services)).toEqual(['greeter_hi', 'greeter_ho']);
  });

  it('have the whole name of the service where another has the usual one', () => {
    const hi = '{ rpc Hi(M) returns (M); }';
    expect(toolsOf(`service Greeter ${hi} service GreeterService ${hi}`)).toEqual([
      'greeter_hi',
      'greeterService_hi',
    ]);
  });

  it('are cut where AI clients would refuse them, the same on every run', () => {
    const name = 'CreateAdvertisingCampaignBudgetRecommendation';
    const other = `${name}Later`;
    const services = `service GoogleAdvertisingCampaignService {
      rpc ${name}(M) returns (M); rpc ${other}(M) returns (M); }`;
    const tools = toolsOf(services);
    expect(tools).toEqual(toolsOf(services));
    for (const tool of tools) expect(tool).toMatch(/^googleAdvertisingCampaign\w{30}_[\da-f]{8}$/);
    expect(new Set(tools).size).toBe(2);
  });

  it('have no sign in their names that AI clients refuse', () => {
    expect(toolsOf('service S { rpc Then(M) returns (M); }')).toEqual(['s_then_']);
  });
});
