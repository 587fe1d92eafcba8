import { ProbePanel } from './ProbePanel';
import { ViewForm } from './ViewForm';
import './inspector.css';

/** Settings of the view that was used last, and what stands at the probe. */
export function Inspector() {
  return (
    <div className="inspector">
      <ViewForm />
      <ProbePanel />
    </div>
  );
}
