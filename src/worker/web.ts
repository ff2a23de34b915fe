import type { Channel, ChannelListener } from '../engine/remote/channel.ts';
import { EngineServer } from '../engine/remote/engineServer.ts';
import { startWebgl } from '../engine/tfjs/webgl.ts';

// The entry of dist/webview/gpu.js: a worker of the panel's page that computes on the graphics card for a session elsewhere.
// Messages both ways are ArrayBuffers; see engine/remote.

const scope = self as unknown as DedicatedWorkerGlobalScope;

const channel: Channel = {
  send: ({ buffer }) => scope.postMessage(buffer, [buffer]),
  listen: ({ message }: ChannelListener) => {
    scope.onmessage = ({ data }: MessageEvent<ArrayBuffer>) => message(new Uint8Array(data));
  },
  close: () => undefined, // the page ends this worker
};

const server: EngineServer = new EngineServer(startWebgl(reason => server.lose(reason)), channel);
