import type { GalleryEntry } from '../../src/study';
import { equationTex } from '../equation/tex';
import { Typeset } from '../equation/Typeset';
import { readDocument } from '../state/study';
import type { Json } from '../state/json';
import { namesOf } from '../study/names';

/** Pictures of solved studies by their name, made from real runs. */
const thumbnails: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(
    import.meta.glob<string>('../../assets/thumbnails/*.png', {
      eager: true,
      query: '?url',
      import: 'default',
    }),
  ).map(([path, address]) => [path.replace(/^.*\/|\.png$/g, ''), address]),
);

/** A study to start from: its picture, its first equation, and one sentence. */
export function GalleryCard({ entry, onOpen }: { entry: GalleryEntry; onOpen: () => void }) {
  const document = entry.study as Json;
  const equation = readDocument(document).study?.equations[0]?.text ?? '';
  const tex = equationTex(equation, namesOf(document));
  const picture = thumbnails[entry.name];
  return (
    <button type="button" className="gallery-card" onClick={onOpen}>
      {picture === undefined ? (
        <span className="gallery-picture" />
      ) : (
        <img className="gallery-picture" src={picture} alt="" />
      )}
      <span className="gallery-title">{entry.study.title}</span>
      <span className="gallery-equation">{tex !== null && <Typeset tex={tex} text={equation} />}</span>
      <span className="gallery-summary">{entry.summary}</span>
    </button>
  );
}
