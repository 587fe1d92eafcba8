import { hasBox } from '../space/choices';
import { useRun } from '../state/run';
import { useViews } from '../state/view';
import { BoxForm } from './BoxForm';
import { BoxProbe } from './BoxProbe';
import { ProbePanel } from './ProbePanel';
import { ViewForm } from './ViewForm';
import './inspector.css';

/** Settings of the view that was used last, and what stands at the probe. */
export function Inspector() {
  const id = useViews((state) => state.active);
  const isBox = useViews((state) => state.views[id]?.drawing === 'space');
  const study = useRun((state) => state.study);
  if (isBox && hasBox(study))
    return (
      <div className="inspector">
        <BoxForm id={id} />
        <BoxProbe id={id} />
      </div>
    );
  return (
    <div className="inspector">
      <ViewForm />
      <ProbePanel />
    </div>
  );
}
