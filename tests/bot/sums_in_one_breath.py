"""Numbers that meet without a mark, counts behind things, what is had every week; see `sums_table`."""

MEETING = (
    ("fee.late_penalty", "欠了五百三十二块四一月二十号截止的我三月一号才交违约金多少", "6.39"),
    ("fee.late_penalty", "物业费欠九百六十七块五毛五七月二十号该交八月十九号才去交要罚我好多", "8.71"),
    ("fee.late_penalty", "物业费欠你们一千二四月二十号到期我五月二十号交的违约金几多", "10.80"),
    ("fee.late_penalty", "欠物业费八百块十三月五号交的违约金多少", "!date"),
    ("fee.property.rate", "叠拼一百五十三平四我们交半年物业费多少", "3313.44"),
    ("fee.property.rate", "铺子六十三平二他们半年物业费多少", "1971.84"),
    ("fee.property.rate", "俺家住宅高层一百零二平七半年的物业费多少", "1725.36"),
    ("fee.property.rate", "我和我弟两家都是高层，我家八十八他家一百零三，半年物业费两家合计", "3208.80"),
    ("renovation.waste.fee", "叠拼188平六全屋装修，垃圾清运费多少", "1508.80"),
    ("fee.property.rate", "高层八十九平三个月物业费多少", "747.60"),
    ("fee.property.rate", "高层九十平三楼的一个季度物业费带能耗费一共多少", "842.40"),
    ("fee.property.rate", "我有三套高层，八十六的，九十二的，一百一十的，一个季度物业费一共多少", "2419.20"),
    ("fee.discount.prepay", "88和96两套高层一次交满12个月物业费一共省多少", "185.47"),
    ("fee.discount.vacancy", "叠拼140平空置批的1到6月，4月就搬回去住了，这半年物业费该交多少", "2721.60"),
    ("fee.discount.vacancy", "高层90平空置核准7到12月，9月底租客住进来了，这六个月物业费一共多少", "1411.20"),
)

COUNTED = (
    ("fee.paid_service.cleaning", "空调洗柜机俩挂机四个外加保洁三个小时一共多少", "700.00"),
    ("fee.paid_service.cleaning", "洗三台挂机柜机也洗一台一共多少钱", "375.00"),
    ("fee.paid_service.callout", "换水龙头仨普通灯四个锁芯一把连上门费一共多少", "255.00"),
    ("fee.paid_service.callout", "灯四盏龙头一只都要换还通个地漏一共多少钱", "190.00"),
    ("fee.paid_service.callout", "换俩水龙头再换仨灯马桶也通一下一共多少", "230.00"),
    ("fee.paid_service.callout", "给我装两盏吊灯普通灯也换四个锁芯也换一把总共多少", "325.00"),
    ("fee.paid_service.callout", "换锁芯装两盏吊灯三盏普通灯一共多少", "305.00"),
    ("waste.bulky", "衣柜仨、书桌、餐椅各两件，一块儿上门拉走多少钱", "340.00"),
    ("waste.bulky", "沙发、床垫、椅子各两个上门拉多少钱", "320.00"),
    ("fee.paid_service.callout", "师傅来通地漏俩马桶一个夜里十一点来的带上门费多少", "335.00"),
    ("fee.card.replacement", "门禁卡丢了俩要补坏了仨拿旧卡换一共多少", "95.00"),
    ("parking.owned.fee", "产权车位B1仨B2俩一年管理费一共多少", "3960.00"),
    (
        "fee.waste_disposal",
        "两间铺，一间租给人做早点也就是餐饮，一间是打印店，半年垃圾处置费一共多少",
        "1440.00",
    ),
)

OFTEN = (
    ("facility.badminton", "每周二和周五各打一小时羽毛球，打三周多少钱", "180.00"),
    ("facility.badminton", "周一三五各订一小时羽毛球场，订俩礼拜一共多少钱", "180.00"),
    ("facility.badminton", "羽毛球周二周四各打一小时，连打两个礼拜，总共多少", "120.00"),
    ("facility.badminton", "我一个星期打三回羽毛球每回两个钟头打四个星期一共多少钱", "720.00"),
    ("facility.badminton", "每周三订两小时羽毛球，一个月一共多少钱", "?hours"),
    ("fee.paid_service.cleaning", "保洁每周来两趟每趟两小时，四周下来多少钱", "640.00"),
    ("parking.ebike.charging", "电动车一回充十个钟头俩月充了十八回一共多少钱", "45.00"),
    ("facility.badminton", "每天打一小时羽毛球连打五天一共多少", "150.00"),
    ("facility.badminton", "羽毛球周二到周四天天打一小时打两周一共多少", "180.00"),
    ("facility.pool.fee", "我一周游两次泳游八周，跟季卡比省多少", "280.00"),
    ("parking.ev.fast.fee", "快充峰段充了40度，两点一刻充满，三点半才去挪，一共多少", "82.50"),
    ("parking.ev.fast.fee", "快充峰段和谷段充一次差多少钱", "?kwh"),
    ("parking.monthly.rate", "想比比B1月租和每天临停哪个划算，一个月能差多少", "?minutes"),
    (
        "parking.monthly.rate",
        "想比比B2月租和每天临停哪个合算，我一个月停20天每天没登记停5个钟，一个月差多少",
        "60.00",
    ),
    ("facility.gym.fee", "我跟媳妇都办的健身年卡用了七个月要搬走了两张一共退多少", "800.00"),
    ("facility.gym.fee", "一家三口一人一张健身年卡用了九个月搬走能退多少", "720.00"),
    ("facility.gym.fee", "我和老公都办的健身房年卡，用满五个月要搬走了，一张卡退多少", "560.00"),
    ("facility.pool.fee", "我和老婆一人游四十次泳，办季卡比每次买票一共省多少", "640.00"),
    ("parking.ev.overstay", "慢充充了30度，晚上九点充满，十点十五才挪，电费加占位费一共多少", "52.50"),
    ("renovation.waste.fee", "叠拼150平换地板，施工面积14平，清运费按车三车和按建筑面积收，差多少", "420.00"),
    ("renovation.deposit.amount", "高层102平全屋装修，6个工人办证，除去能退的押金，实际要花多少", "672.00"),
    ("parking.monthly.prepay", "B2年付的月租不要了能退多少", "?used_months"),
)

IN_ONE_BREATH = (*MEETING, *COUNTED, *OFTEN)
