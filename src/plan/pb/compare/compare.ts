import type { GrpcComparison, GrpcFinding } from '../../../ir/compare/grpc.ts';
import { ruled } from '../../../ir/compare/findings.ts';
import { compareFields } from './fields.ts';
import type { MessageScope, Pairing } from './pairing.ts';
import { type GrpcSide, type Rpc, messagesOf } from './sides.ts';

/**
 * What the messages of two contracts show: old callers send the numbers that they know, and read those that they know. Methods that
 * are not on both sides under one name are judged by that.
 */
export function compareMessages(before: GrpcSide, after: GrpcSide): GrpcComparison {
  const [old, fresh] = [messagesOf(before), messagesOf(after)];
  if (old.package !== fresh.package) {
    const message = `the package ${old.package} became ${fresh.package}`;
    return { changes: [ruled('grpc-package-changed', before.name, message, {})], findings: [] };
  }
  const entered = new Set<string>();
  const enter = (key: string): boolean => entered.size < entered.add(key).size;
  const findings = [...old.rpcs].flatMap(([path, rpc]) => {
    const other = fresh.rpcs.get(path);
    if (other === undefined || other.method.kind !== rpc.method.kind) return [];
    const both = { before: old, after: fresh, enter };
    return [
      ...compareRequests(rpc, other, pairingAt('request', both)),
      ...compareResponses(rpc, other, pairingAt('response', both)),
    ];
  });
  return { changes: [], findings };
}

function pairingAt(
  position: Pairing['position'],
  both: Pick<Pairing, 'before' | 'after' | 'enter'>,
): Pairing {
  const pairing: Pairing = {
    ...both,
    position,
    compare: (before, after, scope) => compareMessage(pairing, [before, after], scope),
  };
  return pairing;
}

function compareRequests(before: Rpc, after: Rpc, pairing: Pairing): readonly GrpcFinding[] {
  const { service, method } = before;
  const isMessage = method.input === 'message';
  return pairing.compare(before.schema.request, after.schema.request, {
    subjectOf: (property) => {
      return isMessage ? undefined : `${service.name}.${method.name}(${property})`;
    },
    whole: `${service.name}.${method.name}`,
  });
}

function compareResponses(before: Rpc, after: Rpc, pairing: Pairing): readonly GrpcFinding[] {
  const whole = `${before.service.name}.${before.method.name}()`;
  return pairing.compare(before.schema.response, after.schema.response, {
    subjectOf: () => undefined,
    whole,
  });
}

/** Compares two messages by name, once for each side of the wire. */
function compareMessage(
  pairing: Pairing,
  [before, after]: readonly [string, string],
  scope: MessageScope,
): readonly GrpcFinding[] {
  if (!pairing.enter(JSON.stringify([before, after, pairing.position]))) return [];
  const [old, fresh] = [pairing.before.message(before), pairing.after.message(after)];
  if (old === undefined || fresh === undefined) return [];
  const declared = pairing.before.declarations.get(old.place);
  const isNamed = declared !== undefined && declared.from === 'contract';
  const whole = isNamed ? old.place : scope.whole;
  return compareFields(old, fresh, {
    pairing,
    // Another message in its place is the matter of what holds it.
    whole: old.place === fresh.place ? whole : scope.whole,
    subjectOf: (property) => {
      const own = isNamed ? undefined : scope.subjectOf(property);
      const isPart = old.form === 'object' && property !== '...';
      return own ?? (isPart ? `${whole}.${property}` : partOf(whole, old.form));
    },
  });
}

function partOf(whole: string, form: string): string {
  return form === 'entry' ? `${whole}[]` : whole;
}
