import { useEffect, useState } from 'react';
import type { RecentStudy } from '../../src/lab/bridge';
import { gallery, sequenceGallery } from '../../src/study';
import { openCopy, openRecent, openStudy, createSequenceStudy, createStudy } from '../actions/files';
import { bridge } from '../bridge/bridge';
import { Button } from '../controls/Button';
import { useDocument } from '../state/document';
import type { Json } from '../state/json';
import { useWindow } from '../state/window';
import { GalleryCard } from './GalleryCard';
import { SequenceCard } from './SequenceCard';
import './gallery.css';

function Recent() {
  const [studies, setStudies] = useState<readonly RecentStudy[]>([]);
  useEffect(() => {
    void bridge.host.recent().then(setStudies, () => undefined);
  }, []);
  if (studies.length === 0) return null;
  return (
    <section>
      <h2>Recent</h2>
      <ul className="recent-list">
        {studies.map(({ handle, name, folder }) => (
          <li key={handle}>
            <button type="button" className="recent-study" onClick={() => void openRecent(handle)}>
              <span>{name}</span>
              <span className="soft">{folder}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Cards() {
  return (
    <ul className="gallery-cards">
      {gallery.map((entry) => (
        <li key={entry.name}>
          <GalleryCard entry={entry} onOpen={() => void openCopy(entry.study as Json)} />
        </li>
      ))}
    </ul>
  );
}

/** Models of text, symbols and trajectories. */
function SequenceCards() {
  return (
    <section>
      <h2>Sequences</h2>
      <ul className="gallery-cards">
        {sequenceGallery.map((entry) => (
          <li key={entry.name}>
            <SequenceCard entry={entry} onOpen={() => void openCopy(entry.study as Json)} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The first page: studies to start from, and files opened before. */
export function Gallery() {
  const hasDocument = useDocument((state) => state.document !== null);
  return (
    <main className="gallery">
      <div className="gallery-page">
        <div className="gallery-head">
          <h1>Start a study</h1>
          <div className="gallery-buttons">
            {hasDocument && (
              <Button onClick={() => useWindow.setState({ page: 'workbench' })}>
                Back to the open study
              </Button>
            )}
            <Button icon="add" onClick={() => void createStudy()}>
              New study
            </Button>
            <Button icon="add" onClick={() => void createSequenceStudy()}>
              New study of sequences
            </Button>
            <Button onClick={() => void openStudy()}>Open a file…</Button>
          </div>
        </div>
        <Cards />
        <SequenceCards />
        <Recent />
      </div>
    </main>
  );
}
