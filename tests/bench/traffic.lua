-- One wrk thread: requests built from the lines of a file, error bodies counted, one JSON line out.
local requests, at, threads = {}, 0, {}
local fault = os.getenv("BENCH_FAULT")
faults = 0

function setup(thread) table.insert(threads, thread) end

function init(args)
  local path, headers = os.getenv("BENCH_PATH"), {}
  for name, value in (os.getenv("BENCH_HEADERS") or ""):gmatch("([^:\n]+):([^\n]+)") do
    headers[name] = value
  end
  for line in io.lines(os.getenv("BENCH_LINES")) do
    if path then
      table.insert(requests, wrk.format("POST", path, headers, line))
    else
      table.insert(requests, wrk.format("GET", line, headers))
    end
  end
end

function request()
  at = at % #requests + 1
  return requests[at]
end

if fault then
  function response(status, headers, body)
    if body:find(fault, 1, true) then faults = faults + 1 end
  end
end

function done(summary, latency, requests)
  local found = 0
  for _, thread in ipairs(threads) do found = found + thread:get("faults") end
  local errors = summary.errors
  print(string.format(
    '\n{"requests": %d, "seconds": %f, "p50_ms": %f, "p99_ms": %f, "faults": %d}',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3,
    latency:percentile(99) / 1e3,
    found + errors.status + errors.connect + errors.read + errors.write + errors.timeout))
end
