// A TCP proxy: connections to HOST:PORT are passed on to BEHIND, a port of 127.0.0.1. Its queue of connections
// that are not yet taken is as short as the system makes one: stopped (SIGSTOP), it is soon full, and later
// connections get no answer until it is continued (SIGCONT).
import { connect, createServer } from 'node:net';

const { HOST, PORT, BEHIND } = process.env;
const server = createServer((outer) => {
  const inner = connect(Number(BEHIND), '127.0.0.1');
  outer.pipe(inner).pipe(outer);
  outer.on('error', () => inner.destroy());
  inner.on('error', () => outer.destroy());
});
server.listen({ host: HOST, port: Number(PORT), backlog: 1 }, () =>
  process.send({ port: server.address().port }),
);
process.on('disconnect', () => process.exit());
