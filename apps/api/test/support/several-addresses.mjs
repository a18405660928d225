// Loaded before a program (`--import`): the name localhost has the ADDRESSES of the environment, in that order unless the
// program wants another, and the parent gets a message when a connection to it has begun.
import dns from 'node:dns';

const addresses = process.env.ADDRESSES.split(',').map((address) => ({
  address,
  family: address.includes(':') ? 6 : 4,
}));

const lookup = dns.lookup;
dns.lookup = (name, options, callback) => {
  if (name !== 'localhost') return lookup(name, options, callback);
  const ipv4First = dns.getDefaultResultOrder() === 'ipv4first';
  const found = ipv4First ? addresses.toSorted((one, other) => one.family - other.family) : addresses;
  const all = typeof options === 'object' && options.all === true;
  setImmediate(() => {
    if (all) callback(null, found);
    else callback(null, found[0].address, found[0].family);
    // The first packet is out when the turn is over.
    setImmediate(() => process.send?.({ connecting: name }));
  });
};
