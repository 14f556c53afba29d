"""Writes the Arrow files of this folder with pyarrow 25, all of the same 900 rows; plain.arrow has the first 30."""

from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal

import pyarrow as pa
import pyarrow.feather as feather

rows = range(900)
known = lambda value: [None if i % 7 == 3 else value(i) for i in rows]
noon = datetime(2024, 2, 29, 12, 0, 0, 250)

table = pa.table(
    {
        "id": pa.array([9007199254740993 + i for i in rows], pa.int64()),
        "tiny": pa.array(known(lambda i: i % 100 - 50), pa.int8()),
        "huge": pa.array([18446744073709551615 - i for i in rows], pa.uint64()),
        "ratio": pa.array(known(lambda i: i / 4), pa.float32()),
        "half": pa.array([1.5] * len(rows), pa.float16()),
        "price": pa.array(known(lambda i: Decimal(i * 25 - 300) / 100), pa.decimal128(9, 2)),
        "account": pa.array([Decimal(622203000000000000 + i) for i in rows], pa.decimal128(18, 0)),
        "card": pa.array([Decimal(6222030000000000000000 + i) for i in rows], pa.decimal128(38, 0)),
        "ok": pa.array(known(lambda i: i % 2 == 0), pa.bool_()),
        "day": pa.array(known(lambda i: date(2024, 2, 29) - timedelta(days=i)), pa.date32()),
        "day64": pa.array([date(1960, 1, 1)] * len(rows), pa.date64()),
        "at": pa.array(known(lambda i: noon + timedelta(seconds=i)), pa.timestamp("us")),
        "seconds": pa.array([datetime(1969, 12, 31, 23, 59, 59)] * len(rows), pa.timestamp("s")),
        "nanos": pa.array([noon] * len(rows), pa.timestamp("ns")),
        "zoned": pa.array([datetime(2024, 3, 1, 0, 0, tzinfo=timezone.utc)] * len(rows), pa.timestamp("ms", "Asia/Shanghai")),
        "clock": pa.array([time(8, 30, 0, 5)] * len(rows), pa.time64("us")),
        "city": pa.array(known(lambda i: ["杭州", "宁波", ""][i % 3])).dictionary_encode(),
        "year": pa.array([2000 + i % 3 for i in rows], pa.int32()).dictionary_encode(),
        "note": pa.array(known(lambda i: f'客户 "{i}"' + "长" * (i % 9)), pa.large_string()),
        "raw": pa.array([b"a\x00\xff"] * len(rows), pa.binary()),
        "list": pa.array([[1, None, i] for i in rows], pa.list_(pa.int64())),
        "inner": pa.array([{"a": i, "b": "x"} for i in rows]),
        "nothing": pa.nulls(len(rows)),
    }
)

feather.write_feather(table.slice(0, 30), "plain.arrow", compression="uncompressed", chunksize=20)
feather.write_feather(table, "lz4.feather", compression="lz4", chunksize=300)
feather.write_feather(table, "zstd.feather", compression="zstd", chunksize=300)
with pa.ipc.new_stream("stream.ipc", table.schema, options=pa.ipc.IpcWriteOptions(compression="lz4")) as stream:
    stream.write_table(table, max_chunksize=300)
