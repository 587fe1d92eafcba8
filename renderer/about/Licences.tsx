import { useEffect, useState } from 'react';

/** One part of the lab that others made, as the build lists it. */
interface Part {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  readonly text: string;
}

/** Versions and licences of all parts; the words of a licence unfold. */
export function Licences() {
  const [parts, setParts] = useState<readonly Part[] | string>([]);
  useEffect(() => {
    fetch('./licences.json')
      .then((answer) => answer.json())
      .then(
        (list) => setParts(list as readonly Part[]),
        () => setParts('The list of licences is missing: build the lab again.'),
      );
  }, []);
  if (typeof parts === 'string') return <p className="soft">{parts}</p>;
  return (
    <details className="licences">
      <summary>{parts.length} parts made by others, and their licences</summary>
      <ul className="licence-list">
        {parts.map(({ name, version, licence, text }) => (
          <li key={name}>
            <details>
              <summary>
                {name} <span className="soft">{version}</span> <span className="soft">{licence}</span>
              </summary>
              <pre>{text === '' ? `Licence: ${licence}` : text}</pre>
            </details>
          </li>
        ))}
        <li className="soft">
          Electron and Node (MIT), Chromium (BSD and others, told in a file beside the application),
          TensorFlow (Apache 2.0)
        </li>
      </ul>
    </details>
  );
}
