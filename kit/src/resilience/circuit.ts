import {
  circuitBreaker,
  CircuitState,
  ConsecutiveBreaker,
  DelegateBackoff,
  handleWhenResult,
  type CircuitBreakerPolicy,
} from 'cockatiel';

/** Whether an endpoint can be reached, as its circuit sees it. */
export type CircuitStatus = 'closed' | 'open' | 'half-open';

/** What a call has shown: the endpoint works, it is unavailable, or nothing about it. */
export type Verdict = 'up' | 'down' | 'unknown';

/** How a circuit is set. */
export interface CircuitOptions {
  readonly failures: number;
  /** Milliseconds. */
  readonly openFor: number;
  readonly onStateChange: ((state: CircuitStatus) => void) | undefined;
}

/** A call that the circuit lets through. */
export interface Admission {
  /** Gives a verdict, of which only the first counts, and resolves when the circuit has drawn its conclusion. */
  readonly settle: (verdict: Verdict) => Promise<void>;
}

/** A call that it does not let through, and the seconds until another try makes sense. */
export interface Rejection {
  readonly retryAfter: number;
}

const statuses: Readonly<Record<CircuitState, CircuitStatus>> = {
  [CircuitState.Closed]: 'closed',
  [CircuitState.Open]: 'open',
  [CircuitState.HalfOpen]: 'half-open',
  // Held open by hand, which nobody does here.
  [CircuitState.Isolated]: 'open',
};

const probeRetryAfter = 1;

/**
 * The circuit of one endpoint. Its states are cockatiel's; what is added is that a verdict comes when it is known
 * (a stream's with its first message), that nobody waits for a probe, and that one which shows nothing, or has not
 * shown anything for as long as the circuit stays open, makes way for another.
 */
export class Circuit {
  readonly #policy: CircuitBreakerPolicy;
  readonly #openFor: number;
  #openUntil = 0;
  #probe: (Admission & { readonly since: number }) | undefined;

  constructor({ failures, openFor, onStateChange }: CircuitOptions) {
    this.#openFor = openFor;
    this.#policy = circuitBreaker(
      handleWhenResult((verdict) => verdict !== 'up'),
      {
        breaker: new ConsecutiveBreaker(failures),
        halfOpenAfter: new DelegateBackoff(({ result }) => {
          const wait = 'value' in result && result.value === 'unknown' ? 0 : openFor;
          this.#openUntil = Date.now() + wait;
          return wait;
        }),
      },
    );
    if (onStateChange !== undefined) {
      this.#policy.onStateChange((state) => onStateChange(statuses[state]));
    }
  }

  /** Lets a call through, or not. */
  admit(): Admission | Rejection {
    if (this.#policy.state === CircuitState.HalfOpen) {
      this.#giveUpProbe();
      return { retryAfter: probeRetryAfter };
    }
    const isProbe = this.#policy.state === CircuitState.Open;
    const admission = this.#run(isProbe);
    if (admission === undefined) {
      return { retryAfter: Math.max(0, this.#openUntil - Date.now()) / 1000 };
    }
    if (isProbe) this.#probe = { ...admission, since: Date.now() };
    return admission;
  }

  /** Starts a run of the policy, which ends with the verdict; nothing where the policy refuses to. */
  #run(isProbe: boolean): Admission | undefined {
    let give: ((verdict: Verdict) => void) | undefined;
    const verdict = new Promise<Verdict>((resolve, reject) => {
      give = (given) => {
        // An older call says nothing about a circuit that has changed since; what is thrown does not count.
        const isStale = !isProbe && this.#policy.state !== CircuitState.Closed;
        if (isStale || (given === 'unknown' && !isProbe)) reject(new Error('not counted'));
        else resolve(given);
      };
    });
    let admitted = false;
    // The policy calls back at once if it does at all.
    const concluded = this.#policy
      .execute(() => {
        admitted = true;
        return verdict;
      })
      .then(ignore, ignore);
    if (!admitted) return undefined;
    return {
      settle: (given) => {
        give?.(given);
        return concluded;
      },
    };
  }

  #giveUpProbe(): void {
    if (this.#probe === undefined || Date.now() - this.#probe.since < this.#openFor) return;
    void this.#probe.settle('unknown');
    this.#probe = undefined;
  }
}

function ignore(): void {}
