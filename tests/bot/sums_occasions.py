"""Deposits that come back, parties, repeated hours, months in part, more cards; see `sums_table`."""

BACK = (
    (
        "renovation.deposit.refund",
        "高层整装，5个工人的证都交回了，没被扣过，押金和保证金加起来能退我多少",
        "2250.00",
    ),
    ("renovation.deposit.refund", "叠拼整装，6张出入证全交回去了，保证金跟押金总共退多少", "4300.00"),
    ("renovation.deposit.refund", "高层装修验收完了，没有违规也没投诉，保证金能退我多少", "2000.00"),
    (
        "renovation.deposit.refund",
        "高层89平装修，办了6张出入证都交回了，清运费和证的钱退不回来的一共多少",
        "594.00",
    ),
    ("parking.monthly.cancel", "B1年付的，停满7个月不要了，提前一个月说的，能退多少", "1520.00"),
    ("parking.monthly.cancel", "B2月租一次交的11个月的钱，用了6个月退租，余额应该退我多少", "1600.00"),
    (
        "parking.monthly.cancel",
        "B1月租1月1日起租、年付的，用到7月31日，正好七个整月，应退我余额多少",
        "1520.00",
    ),
)
PARTIES = (
    ("facility.pool.fee", "我带三个同事去游泳，我是住户他们仨都是访客，一共多少钱", "175.00"),
    ("facility.pool.fee", "两个大人俩娃，娃都一米三，四个都是住户，游一次泳多少钱", "100.00"),
    (
        "facility.pool.fee",
        "我跟婆娘两个大人、一个一米四的娃，三个都是住户，再喊两个朋友，一起游泳多少钱",
        "175.00",
    ),
    (
        "facility.pool.fee",
        "小舅子两口子从外面来，带个一米零五的娃，再加我，我是住户，游泳一共多少钱",
        "125.00",
    ),
    ("facility.pool.fee", "我带几个同学去游泳，一共多少", "?count"),
    ("facility.pool.fee", "周末一家子去游泳，得多少钱", "?count"),
    ("facility.pool.fee", "我是住户，办一张泳池季卡多少钱，一共付多少", "680.00"),
    ("fee.paid_service.callout", "我今年七十三了一个人住老伴走了水龙头坏了两个要换一共给多少钱", "60.00"),
    ("fee.paid_service.cleaning", "做卫生，挂机两台柜机一台，窗户20平，一起多少钱", "450.00"),
    ("fee.card.replacement", "孩子弄丢了两次门禁卡，每次两张，补办一共多少", "100.00"),
    ("fee.card.replacement", "免费的门禁卡不够用，另外再办三张多少钱", "75.00"),
    ("facility.badminton", "羽毛球打四次，每次两个钟头，总共多少", "240.00"),
    ("facility.badminton", "每周六打三小时羽毛球，连着四个星期，场地费一共多少", "360.00"),
)
CARS = (
    ("parking.temp.fee", "三台车都没预约，每台停了三小时，一共多少停车费", "27.00"),
    ("parking.visitor.fee", "俩朋友各开一辆车来，都没预约，各停了两小时零五分，一共多少", "18.00"),
    ("parking.visitor.fee", "借朋友的车扔在临停位，三天又五个小时，也就是77小时，得交多少", "88.00"),
    ("parking.temp.fee", "我月租位绑了两个牌，老婆那台先占着，我这台同时在场，4小时15分，付多少", "13.00"),
    ("parking.monthly.prepay", "月租车位一次交满一年要多少", "?level"),
    ("parking.monthly.rate", "B2的，这个月18号起租，这个月跟下个月的一起交，多少", "480.00"),
    ("parking.monthly.second_car", "第一个车位有了，想要第二辆车那种，B2，租三个月多少", "1260.00"),
    ("parking.owned.fee", "产权车位两个，一个B1一个B2，一年管理费一共多少", "1560.00"),
)
MONTHS_IN_PART = (
    ("fee.property.rate", "高层100平，9月的物业费买方只管后五天，买方这五天交多少", "46.67"),
    ("fee.property.rate", "高层90平，约定交房日11月11日，11月的物业费卖方管前十天，掏多少", "84.00"),
    ("fee.property.rate", "9月16日交房，叠拼168平，9月份物业费从16号到30号是多少", "302.40"),
    ("fee.property.rate", "他说11月份要承担45天物业费，90平高层，多少钱", "!days"),
    ("renovation.worker_pass", "来了8个人装修，施工证都要办，工本费加押金多少", "480.00"),
    ("fee.property.rate", "我的琴行是底商，80平，半年物业费多少", "2496.00"),
    ("fee.waste_disposal", "我开健身工作室的，不卖吃的，垃圾处置费一整年多少", "720.00"),
)
JOINED = (
    ("parking.ebike.charging", "电瓶车一天充八小时，充三天，一共多少", "6.00"),
    ("renovation.deposit.refund", "装修来了8个工人，完工证全退，押金能拿回多少", "400.00"),
    ("fee.property.rate", "我家96平她家45平，都是高层，两家一个季度物业费一起交多少", "1184.40"),
    ("facility.gym.fee", "办一张健身年卡，顺便补一张丢了的门禁卡，合计多少", "985.00"),
    (
        "fee.paid_service.callout",
        "我爸今年七十二一个人住，请师傅通马桶换两个水龙头，白天来，多少钱",
        "150.00",
    ),
    ("fee.card.replacement", "丢了1张卡，又坏了2张，一共多少钱", "55.00"),
    ("facility.pool.fee", "一家6口去游泳，其中两个孩子一米一，都是住户，一次多少钱", "100.00"),
    ("renovation.deposit.refund", "叠拼保证金4000，石材磕坏修了300，告知后又犯一次，退我多少", "3500.00"),
    ("parking.ev.fast.fee", "快充，晚上九点充到十点充了24度，十点到十一点又充了30度，一共多少", "60.00"),
    ("fee.late_penalty", "我这期公共能耗费86.4元晚交了，它计入违约金的基数吗", None),
)
OCCASIONS = (*BACK, *PARTIES, *CARS, *MONTHS_IN_PART, *JOINED)
