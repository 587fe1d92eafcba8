/** A question that is asked before something is lost. */
import { create } from 'zustand';

export interface Question {
  readonly title: string;
  readonly text: string;
  /** The first is what most want; the last leaves everything as it is. */
  readonly choices: readonly string[];
}

interface QuestionStore {
  readonly question: Question | null;
  readonly answer: (choice: string) => void;
}

export const useQuestion = create<QuestionStore>(() => ({ question: null, answer: () => undefined }));

/** Shows the question; gives the choice. */
export function ask(question: Question): Promise<string> {
  return new Promise((resolve) => {
    useQuestion.setState({
      question,
      answer: (choice) => {
        useQuestion.setState({ question: null });
        resolve(choice);
      },
    });
  });
}
