# SPDX-License-Identifier: GPL-3.0-or-later
# An event loop that waits for clients, and a subprocess of it.
import asyncio

async def main():
    server = await asyncio.start_server(lambda reader, writer: None, '127.0.0.1', 0)
    process = await asyncio.create_subprocess_exec('sleep', '1000', stdout=asyncio.subprocess.PIPE)
    print('ready', flush=True)
    async with server:
        await process.communicate()

asyncio.run(main())
