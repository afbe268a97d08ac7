"""What no hand can do from outside: time that has passed, a messenger's account, a publication that runs."""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor

from handoff.bootstrap import open_store
from handoff.desk.ports import Work
from handoff.settings import read_settings
from tests.acceptance.product import Product


def behind_the_desk(product: Product, deed: Callable[[Work], Awaitable[None]]) -> None:
    """Do something in one writing transaction of the running product's database."""

    async def do() -> None:
        async with open_store(read_settings(product.environment)) as store, store.write() as work:
            await deed(work)

    with ThreadPoolExecutor(1) as beside:  # the browser's own loop runs in this thread
        beside.submit(lambda: asyncio.run(do())).result()
