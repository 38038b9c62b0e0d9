import { type ProtoChange, changed } from './change.ts';
import type { ProtoMethod, ProtoService } from './model.ts';

/** What changed in a service: its rpcs are known by their names. */
export function compareServices(before: ProtoService, after: ProtoService): readonly ProtoChange[] {
  const fresh = new Map(after.methods.map((method) => [method.name, method]));
  return before.methods.flatMap((method) => {
    const about = {
      subject: `${before.fullName}.${method.name}`,
      owner: before.fullName,
      member: method.name,
    };
    const other = fresh.get(method.name);
    if (other !== undefined) return compareMethods(about, method, other);
    const message = 'the rpc was removed';
    return changed({ code: 'proto-rpc-removed', ...about, message }, { RPC_NO_DELETE: true });
  });
}

function compareMethods(
  about: Pick<ProtoChange, 'subject' | 'owner' | 'member'>,
  before: ProtoMethod,
  after: ProtoMethod,
): readonly ProtoChange[] {
  const became = (key: 'request' | 'response') => ({
    code: 'proto-rpc-type-changed' as const,
    ...about,
    message: `the ${key} ${before[key]} became ${after[key]}`,
  });
  const stream = (is: boolean): string => (is ? 'a stream of them' : 'one message');
  return [
    ...changed(became('request'), { RPC_SAME_REQUEST_TYPE: before.request !== after.request }),
    ...changed(became('response'), { RPC_SAME_RESPONSE_TYPE: before.response !== after.response }),
    ...(['streamsIn', 'streamsOut'] as const).flatMap((key) => {
      const word = key === 'streamsIn' ? 'request' : 'response';
      const message = `the ${word} was ${stream(before[key])} and is ${stream(after[key])}`;
      const rule = key === 'streamsIn' ? 'RPC_SAME_CLIENT_STREAMING' : 'RPC_SAME_SERVER_STREAMING';
      return changed(
        { code: 'proto-rpc-streaming-changed', ...about, message },
        { [rule]: before[key] !== after[key] },
      );
    }),
    ...changed(
      { code: 'proto-rpc-option-changed', ...about, message: 'its idempotency_level changed' },
      { RPC_SAME_IDEMPOTENCY_LEVEL: before.idempotency !== after.idempotency },
    ),
  ];
}
