import { checkText } from '../../src/lab';
import { gallery, hasErrors } from '../../src/study';
import { mutateDocument, mutateText, pick, type Next } from './mutate';

const documents = gallery.map(({ study }) => study as unknown);

/** A study file with mistakes, read and checked as `collocate check` does, up to the memory that it would need. */
export async function readStudyDocument(next: Next): Promise<string> {
  const document = mutateDocument(pick(next, documents), documents, next);
  const text = JSON.stringify(document) ?? '';
  const { study, problems } = await checkText(next() < 0.3 ? mutateText(text, next) : text, null);
  const error = problems.find(({ severity }) => severity === 'error');
  if (error !== undefined) return error.message;
  if (study === null || hasErrors([...problems])) throw new Error('refused without a reason');
  return 'taken';
}
