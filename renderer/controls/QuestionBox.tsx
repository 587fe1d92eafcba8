import { useQuestion } from '../state/question';
import { Button } from './Button';
import { Dialog } from './Dialog';

/** The question that is open now, if there is one. */
export function QuestionBox() {
  const { question, answer } = useQuestion();
  if (question === null) return null;
  const { title, text, choices } = question;
  const last = choices[choices.length - 1] ?? '';
  return (
    <Dialog title={title} onClose={() => answer(last)}>
      <p>{text}</p>
      <div className="dialog-buttons">
        {choices.map((choice, index) => (
          <Button key={choice} look={index === 0 ? 'filled' : 'plain'} onClick={() => answer(choice)}>
            {choice}
          </Button>
        ))}
      </div>
    </Dialog>
  );
}
