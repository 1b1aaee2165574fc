/** Starts the window: subscribes to main's snapshots, then draws. */
import './styles/tokens.css';
import './styles/base.css';
import { CSPProvider } from '@base-ui/react/csp-provider';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { bridge } from './bridge.ts';
import { browserClockPage, ClockContext, createClock } from './lib/clock.ts';
import { createShowRequests } from './lib/show-requests.ts';
import { createSnapshotStore, SnapshotStoreContext } from './lib/snapshot-store.ts';

const store = createSnapshotStore();
const clock = createClock(browserClockPage());
const requests = createShowRequests();
// Now, not when something is drawn: main sends whatever changes from the first answer on.
bridge.onSnapshot(store.accept);
bridge.onShow(requests.accept);

const root = document.getElementById('root');
if (root === null) {
  throw new Error('index.html has no #root.');
}
createRoot(root).render(
  <StrictMode>
    <CSPProvider disableStyleElements>
      <SnapshotStoreContext value={store}>
        <ClockContext value={clock}>
          <App bridge={bridge} store={store} requests={requests} />
        </ClockContext>
      </SnapshotStoreContext>
    </CSPProvider>
  </StrictMode>,
);
