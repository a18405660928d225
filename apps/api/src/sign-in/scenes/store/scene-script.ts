/**
 * Applies one event to one scene, or reads it. It knows the form of the transition table and none of its rules: the
 * event's rows are arguments of the call. Together with `transition` of `@maqiao/shared` it is the only place where a
 * scene's next state is decided; the store's contract suite drives both with the same cases.
 *
 * - `KEYS[1]`: the scene, a hash of the fields of `scene-fields.ts`; written out in each call, because managed clusters
 *   read the text of a script and refuse a key in a variable
 * - `ARGV[1]`: JSON `{ lifetimes, creates, any | scanner and other }`; without rows it only reads
 * - `ARGV[2]`: the prefix of the instances' channels
 * - `ARGV[3]`: the person who does it, or empty
 * - `ARGV[4]`, `ARGV[5]`: `1` and the number that was typed, or `0`
 * - from `ARGV[6]` on: fields that are merged where the table says `writes`, or that a new scene begins with
 *
 * It returns the answer, whether something changed (`1` or `0`), the status before (empty: none), the time, and the
 * fields of the record as it now reads.
 */
export const SCENE_SCRIPT = `
local LIVE = { pending = true, scanned = true, confirmed = true }
local rules, channels, person = cjson.decode(ARGV[1]), ARGV[2], ARGV[3]
local lifetimes = rules.lifetimes

-- Milliseconds have 13 digits: tostring would write them as 1.8e+12.
local function decimal(number)
  return string.format('%.0f', number)
end

local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)

local record
local stored = redis.call('HGETALL', KEYS[1])
if #stored > 0 then
  record = {}
  for i = 1, #stored, 2 do record[stored[i]] = stored[i + 1] end
  local deadline = tonumber(record.deadline)
  if now >= deadline then
    if LIVE[record.status] and now < deadline + lifetimes.terminal then
      record.status = 'expired'
    else
      record = nil
    end
  end
end
local before = record and record.status or ''

local function append(list)
  for field, value in pairs(record or {}) do
    list[#list + 1] = field
    list[#list + 1] = value
  end
  return list
end

local function outcome(answer, changed)
  return append({ answer, changed, before, decimal(now) })
end

local function merge()
  for i = 6, #ARGV, 2 do record[ARGV[i]] = ARGV[i + 1] end
end

local function keep()
  redis.call('HSET', KEYS[1], unpack(append({})))
  local readable = tonumber(record.deadline) + (LIVE[record.status] and lifetimes.terminal or 0)
  redis.call('PEXPIREAT', KEYS[1], decimal(readable))
end

local function notify(instance)
  redis.call('PUBLISH', channels .. instance, cjson.encode(append({ decimal(now) })))
end

if not rules.any and not rules.scanner then return outcome('ok', '0') end

if not record then
  if not rules.creates then return outcome('scene_not_found', '0') end
  redis.call('DEL', KEYS[1])
  record = { status = 'pending', createdAt = decimal(now), deadline = decimal(now + lifetimes.pending) }
  merge()
  keep()
  return outcome('ok', '1')
end

local row = rules.any
if not row then
  row = (record.person == nil or record.person == person) and rules.scanner or rules.other
end
local cell = row[record.status]
if cell.afterDelivery and now >= tonumber(record.deliverUntil or '0') then
  return outcome(cell.afterDelivery, '0')
end
if cell.wrongNumber and record.number and (ARGV[4] == '0' or ARGV[5] ~= record.number) then
  if ARGV[4] == '0' then return outcome('invalid_request', '0') end
  cell = cell.wrongNumber
end
if not cell.to and not cell.writes then return outcome(cell.answer, '0') end

local holder = record.holder
if cell.writes then merge() end
if cell.to then record.status = cell.to end
if cell.starts then
  local deadline = now + lifetimes[cell.starts]
  if cell.starts == 'delivery' then record.deliverUntil = decimal(deadline) end
  if cell.starts == 'terminal' then deadline = math.max(deadline, tonumber(record.deliverUntil or '0')) end
  record.deadline = decimal(deadline)
end
keep()
if record.status ~= before and record.holder then notify(record.holder) end
-- The browser has connected to another instance: the one it left closes its socket.
if holder and holder ~= record.holder then notify(holder) end
return outcome(cell.answer, '1')
`;
