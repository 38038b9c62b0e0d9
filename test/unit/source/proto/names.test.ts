import { describe, expect, it } from 'vitest';
import { readProto } from '../../../../src/source/proto/read.ts';
import { loadShipped } from '../../../../src/source/proto/shipped.ts';

const shipped = loadShipped();
const FILES: Readonly<Record<string, string>> = {
  'a.proto': `syntax = "proto3";
package acme;
import "v1.proto";
import "v2.proto";
message Own {}
service delete { rpc Get(Own) returns (Own); rpc New(Own) returns (Own); }
service Promise { rpc Get(Own) returns (Own); }
`,
  'v1.proto': `syntax = "proto3";
package acme.v1;
message M {}
service Users { rpc GetUser(M) returns (M); }
`,
  'v2.proto': `syntax = "proto3";
package acme.v2;
message M {}
service Users { rpc GetUser(M) returns (M); }
`,
};

/** What services and messages are called, by their full names. */
function namesOf(services: readonly string[], names?: ReadonlyMap<string, string>) {
  const reader = { readText: (path: string) => FILES[path] };
  const given = names === undefined ? {} : { names };
  const request = { path: 'a.proto', reader, roots: [], services, shipped, ...given };
  const { contract, diagnostics } = readProto(request);
  if (contract === undefined) throw new Error(JSON.stringify(diagnostics));
  const all = [...contract.services, ...contract.declarations];
  return new Map(all.map(({ proto = '', name }) => [proto, name]));
}

describe('the names of a .proto in code', () => {
  const second = namesOf(['acme.v2.Users']);

  it('are the short ones where nothing else has them', () => {
    expect(Object.fromEntries(second)).toEqual({ 'acme.v2.Users': 'Users', 'acme.v2.M': 'M' });
  });

  it('stay, whatever comes beside them', () => {
    expect(Object.fromEntries(namesOf(['acme.v1.Users', 'acme.v2.Users'], second))).toEqual({
      'acme.v1.Users': 'Users_acme_v1',
      'acme.v2.Users': 'Users',
      'acme.v1.M': 'M_acme_v1',
      'acme.v2.M': 'M',
    });
  });

  it('choose services: a name that a project has is that of one', () => {
    const both = namesOf(['acme.v1.Users', 'acme.v2.Users'], second);
    expect([...namesOf(['Users'], second).keys()]).toEqual(['acme.v2.Users', 'acme.v2.M']);
    expect([...namesOf(['Users_acme_v1'], both).keys()]).toEqual(['acme.v1.Users', 'acme.v1.M']);
    expect([...namesOf(['Users']).keys()]).toContain('acme.v1.Users');
    expect([...namesOf(['Users']).keys()]).toContain('acme.v2.Users');
  });

  it('of methods are ones that an interface can have', () => {
    const reader = { readText: (path: string) => FILES[path] };
    const { contract } = readProto({ path: 'a.proto', reader, roots: [], services: [], shipped });
    expect(contract?.services[0]?.methods.map(({ name }) => name)).toEqual(['get', 'new$']);
  });

  it('are ones that code can have', () => {
    expect(Object.fromEntries(namesOf([]))).toEqual({
      'acme.delete': 'deleteService',
      'acme.Promise': 'PromiseService',
      'acme.Own': 'Own',
    });
  });
});
