import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';

import { Connection, pauseBefore } from '../../handoff/widget/conversation.js';
import { Problem } from '../../handoff/widget/desk.js';

/** A socket that opens at once and says what the test wants; `opened` lists all of them. */
function socketClass({ greets }) {
  return class FakeSocket {
    static opened = [];

    readyState = 1;
    sent = [];

    constructor(address) {
      this.address = address;
      FakeSocket.opened.push(this);
      queueMicrotask(() => {
        if (!greets) {
          this.close();
          return;
        }
        this.onopen();
        this.say({ type: 'hello', last_seq: 0, holder: 'bot', agent: null });
      });
    }

    say(frame) {
      this.onmessage({ data: typeof frame === 'string' ? frame : JSON.stringify(frame) });
    }

    send(data) {
      this.sent.push(JSON.parse(data));
    }

    close() {
      if (this.readyState === 3) return;
      this.readyState = 3;
      queueMicrotask(() => this.onclose());
    }
  };
}

function listening({ Socket, turns, after = () => 0 }) {
  const heard = { frames: [], batches: [], links: [], gone: 0 };
  const connection = new Connection({
    desk: { feedAddress: ({ id }) => `ws://desk/${id}`, turns },
    address: { id: 'c1', token: 'secret' },
    after,
    heard: {
      frame: (frame) => heard.frames.push(frame),
      batch: (answer) => heard.batches.push(answer),
      link: (link) => heard.links.push(link),
      gone: () => { heard.gone += 1; },
    },
    Socket,
  });
  return { connection, heard, ended: connection.run() };
}

test('the first frame carries the token and the last number; the address does not', async () => {
  const Socket = socketClass({ greets: true });
  const { connection, heard, ended } = listening({ Socket, after: () => 7 });
  await pause(5);
  const [socket] = Socket.opened;
  assert.deepEqual(socket.sent[0], { type: 'hello', token: 'secret', after: 7 });
  assert.ok(!socket.address.includes('secret'));
  assert.deepEqual(heard.links, ['open']);
  connection.stop();
  await ended;
});

test('a cut line is mended and asks from where it stood', async () => {
  const Socket = socketClass({ greets: true });
  let last = 0;
  const { connection, heard, ended } = listening({ Socket, after: () => last });
  await pause(5);
  last = 3;
  Socket.opened[0].close();
  await pause(5);
  assert.equal(heard.links.at(-1), 'reconnecting');
  connection.nudge();
  await pause(5);
  assert.equal(Socket.opened[1].sent[0].after, 3);
  assert.equal(heard.links.at(-1), 'open');
  connection.stop();
  await ended;
});

test('where no socket can be had, turns are polled', async () => {
  const asked = [];
  const turns = async (_conversation, { after, wait, signal }) => {
    asked.push({ after, wait });
    if (wait) await new Promise((resolve) => signal.addEventListener('abort', resolve));
    return { turns: [], last_seq: 0, holder: 'bot' };
  };
  const { connection, heard, ended } = listening({ Socket: socketClass({ greets: false }), turns });
  await pause(10);
  assert.deepEqual(asked, [{ after: 0, wait: 0 }, { after: 0, wait: 25 }]);
  assert.equal(heard.links.at(-1), 'open');
  connection.stop();
  await ended;
});

test('an unknown conversation is told once and ends the line', async () => {
  const turns = async () => { throw new Problem(404); };
  const { heard, ended } = listening({ Socket: socketClass({ greets: false }), turns });
  await ended;
  assert.equal(heard.gone, 1);
});

test('a frame that is no JSON harms nothing', async () => {
  const Socket = socketClass({ greets: true });
  const { connection, heard, ended } = listening({ Socket });
  await pause(5);
  Socket.opened[0].say('{');
  Socket.opened[0].say({ type: 'typing' });
  assert.deepEqual(heard.frames.map(({ type }) => type), ['hello', 'typing']);
  connection.stop();
  await ended;
});

test('pauses grow, stay under half a minute and differ between visitors', () => {
  assert.ok(pauseBefore(1, () => 1) <= 1_000);
  assert.ok(pauseBefore(4, () => 0) > pauseBefore(1, () => 1));
  assert.equal(pauseBefore(50, () => 1), 30_000);
  assert.notEqual(pauseBefore(5, () => 0), pauseBefore(5, () => 1));
});
