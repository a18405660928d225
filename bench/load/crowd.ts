// Browsers that only wait, in a process of their own: `fork`ed with the port, the transport and their number.
import { atOnce, LoginAttempts } from './login-attempts.ts';
import type { Transport } from './waiting-socket.ts';

const [port, transport, count] = process.argv.slice(2);
const attempts = new LoginAttempts({ browserPort: Number(port), transport: transport as Transport });

process.once('disconnect', () => process.exit());
await atOnce(Number(count), 48, async () => void (await attempts.open()));
process.send?.('waiting');
// The sockets keep the process running until its parent disconnects.
