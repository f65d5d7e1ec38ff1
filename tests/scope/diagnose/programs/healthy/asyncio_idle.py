# SPDX-License-Identifier: GPL-3.0-or-later
# An event loop with nothing to do but to hear signals.
import asyncio, signal

async def main():
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    print('ready', flush=True)
    await stop.wait()

asyncio.run(main())
