import { useEffect, useState } from 'react';
import type { AboutText } from '../../src/lab/bridge';
import { bridge } from '../bridge/bridge';
import { Button } from '../controls/Button';
import { Dialog } from '../controls/Dialog';
import { useWindow } from '../state/window';
import { Licences } from './Licences';

function close(): void {
  useWindow.setState({ about: false });
}

/** Versions of what the window runs on. */
export function AboutBox() {
  const [about, setAbout] = useState<AboutText | null>(null);
  useEffect(() => {
    void bridge.host.about().then(setAbout, () => undefined);
  }, []);
  return (
    <Dialog title="About Collocate" onClose={close}>
      <p>A desktop lab for physics-informed solving of differential equations.</p>
      {about !== null && (
        <dl className="about-parts">
          <dt className="soft">{about.name}</dt>
          <dd>{about.version}</dd>
          {about.parts.map(({ name, version }) => [
            <dt key={name} className="soft">
              {name}
            </dt>,
            <dd key={`${name} version`}>{version}</dd>,
          ])}
        </dl>
      )}
      <Licences />
      {about?.warning != null && <p className="about-warning">{about.warning}</p>}
      <div className="dialog-buttons">
        <Button onClick={close}>Close</Button>
      </div>
    </Dialog>
  );
}
