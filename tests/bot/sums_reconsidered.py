"""Sums of speakers who take something back or say it twice, who forget, and who live by other words; see
`sums_table`.
"""

RECONSIDERED = (
    ("fee.card.replacement", "门禁卡丢了俩，哦不对，丢了仨，补办一共多少", "75.00"),
    ("fee.card.replacement", "门卡丢了一张不对不对是丢了两张还有一张坏了坏了要换新的一共要补多少钱", "65.00"),
    ("fee.paid_service.cleaning", "擦窗二十平，说错了，是三十平，多少钱", "240.00"),
    ("fee.paid_service.cleaning", "保洁两小时不对不对是四小时，再擦窗户擦窗户十平，一共多少", "240.00"),
    ("parking.temp.fee", "临停了五个小时不对不对六个小时，多少钱", "15.00"),
    ("parking.monthly.rate", "B2月租三个月，哎不对，是四个月，一共多少", "1280.00"),
    ("renovation.worker_pass", "原来说5个工人，后来定了7个，出入证工本加押金一共多少", "420.00"),
    ("renovation.worker_pass", "来6个工人，不对，又说加一个，是7个，出入证工本费押金一共多少", "420.00"),
)
CARS = (
    ("parking.temp.fee", "车停了一天一夜零两个钟头，一共26个小时，没预约，多少钱", "32.00"),
    ("parking.temp.fee", "临停，3月1号早上8点进，3月3号早上10点出，24小时封顶25，一共多少", "57.00"),
    ("parking.temp.fee", "没预约停了四个半点儿，多少钱", "13.00"),
    ("parking.temp.fee", "今天8点进，当天24点出，停车费多少", "25.00"),
    ("parking.temp.fee", "上午9点到11点之间停了5个小时，多少钱", "!minutes"),
    ("parking.temp.fee", "临停，15:00进，同日13:00出，多少钱", "!minutes"),
    ("parking.family_card", "探亲卡这个月四十小时已经用尽了，今天又停了3小时，多少钱", "9.00"),
    ("parking.monthly.rate", "B1月租，12/20起租，首月加明年1月2月，一共多少", "950.00"),
    ("parking.monthly.rate", "B2月租19号起，这个月剩下的连后头俩整月一块儿交，多少", "800.00"),
    ("parking.monthly.rate", "B1月租，明年3月起租但日期没定，租到6月30日，一共多少", "?start"),
    ("parking.monthly.rate", "我要租8个B2月租车位，一个月总共多少", "!spaces"),
    ("parking.monthly.rate", "两个B2车位租半年，今天一起付，一共多少", "4440.00"),
    ("parking.monthly.cancel", "B2年付交过3520，用了四个整月，一个月前说要退的，能退多少", "2240.00"),
    ("parking.owned.fee", "B2产权车位一年管理费，跟B2月租一次交满12个月比，差多少", "2800.00"),
    ("parking.ev.fast.fee", "快充25度，白天充跟夜里充差多少钱", "17.50"),
    ("parking.ev.fast.fee", "快充充了20度，几点充的我忘了，多少钱", "?time_of_day"),
    ("parking.ev.fast.fee", "快充晚上十点半充了20度，充满即刻开走了，多少钱", "16.00"),
    ("parking.ev.overstay", "充满后免费那半小时过了，又停了40分钟才挪，占位费多少", "20.00"),
    ("parking.ev.overstay", "快充充满后35分钟开走的，电费和占位费一共多少", "?kwh"),
    ("parking.ev.overstay", "充满以后单次最多收多少钱", None),
)
AT_HOME = (
    ("facility.pool.fee", "我爸我妈跟我，再带两个同学，游泳一次一共多少", "175.00"),
    ("facility.pool.fee", "我俩带儿子去游泳，儿子一米四，多少钱", "75.00"),
    ("facility.pool.fee", "来了俩朋友带着他们一米一的娃，加上我们两口子，游泳一次一共多少", "150.00"),
    ("facility.pool.fee", "我不下水，老公和俩孩子下水，一个1米3一个1米1，都是住户，门票多少", "50.00"),
    ("facility.pool.fee", "我们一家人想去游泳，票一共要多少钱", "?count"),
    ("facility.pool.fee", "打两小时羽毛球加泳票两张住户的，多少钱", "110.00"),
    ("facility.gym.fee", "健身年卡还有7个完整月没用，搬走退多少", "560.00"),
    ("facility.badminton", "直饮水每天接10升，20天，水钱一共多少", "60.00"),
    ("waste.bulky", "货架两个，旧床垫一张，你们来拖，多少钱", "140.00"),
    ("waste.bulky", "一个大衣柜俩床垫还有门板两块，上门拉走一共多少", "260.00"),
    ("fee.paid_service.callout", "换两个水龙头，分两次上门，人工加上门费多少", "100.00"),
    ("fee.paid_service.callout", "夜里家里断电，师傅来检修一次，顺手通了马桶，一共多少", "230.00"),
    ("fee.water.rate", "高层9楼用了10吨水，家里4个龙头，水费连加压费总共多少", "37.50"),
    ("parking.owned.fee", "我买的B1车位全年管理费加上家里全年的垃圾处置费，一共多少", "912.00"),
    (
        "renovation.deposit.amount",
        "高层90平装修，5个工人，保证金、清运费和出入证的工本押金，加起来多少",
        "2840.00",
    ),
    ("renovation.deposit.amount", "高层整装100平，保证金和清运费一共多少，出入证先不算", "2600.00"),
)
