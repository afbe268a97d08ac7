"""Comings and goings, charging and orders of several things, and what comes of each; see `sums_table`."""

STAYS = (
    ("parking.temp.fee", "昨晚一点进来，今早八点走，停车费多少", "17.00"),
    ("parking.temp.fee", "早上8点进第二天早上10点出，多少钱", "32.00"),
    ("parking.temp.fee", "昨天9点停到今天8点，多少钱", "25.00"),
    ("parking.temp.fee", "晚上十二点停到早上六点，多少钱", "15.00"),
    ("parking.temp.fee", "上午9点到11点半停了一回，下午2点到5点又停一回，总共多少", "18.00"),
    ("parking.temp.fee", "接连三天每天停10小时，一共多少", "69.00"),
    ("parking.temp.fee", "今天下午5点进，今天下午2点出，停车费多少", "!minutes"),
    ("parking.visitor.fee", "忘了给他提前登记，停了2小时45分钟，多少钱", "9.00"),
    ("parking.visitor.fee", "中午12点半到的，晚上6点10分走，停车收几块", "9.00"),
    ("facility.badminton", "周日下午三点到五点羽毛球一片场多少钱", "60.00"),
    ("parking.ev.fast.fee", "今天下午快充了31度，充满马上就开走了，收多少", "46.50"),
    ("parking.ev.fast.fee", "快充从晚上九点半到十点一刻，十点以前12度，十点以后9度，总共多少钱", "25.20"),
    ("parking.ev.fast.fee", "快充，8点以前充了10度，8点以后充了20度，一共多少", "38.00"),
    ("parking.ev.overstay", "充满没及时挪，占位费要扣我多少", "?overstay"),
)
