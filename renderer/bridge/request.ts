import type { Method, Parameters, ProblemReport, Results } from '../../src/lab/protocol';
import { bridge } from './bridge';

/** The lab refused a request; the message is a sentence for the user. */
export class RefusedError extends Error {
  constructor(
    message: string,
    readonly problems: readonly ProblemReport[],
  ) {
    super(message);
  }
}

/** Asks the lab. Rejected with a `RefusedError` when it refuses. */
export async function request<M extends Method>(method: M, parameters: Parameters<M>): Promise<Results[M]> {
  const answer = await bridge.request(method, parameters);
  if (answer.refusal !== undefined) throw new RefusedError(answer.refusal.message, answer.refusal.problems);
  return answer.result;
}
