"""What is owed since when, and what a house pays that stood empty for a while; see `sums_table`."""

DEBTS = (
    ("fee.late_penalty", "高层96平，去年第四季度的物业费10月20号截止，今年1月8号才去交，违约金多少", "19.35"),
    ("fee.late_penalty", "欠的物业费806.4元，10月20号到期，我1月9号才想起来交，违约金多少", "19.60"),
    ("fee.late_penalty", "物业费806.4元，截止日4月20日，中间出差了6个礼拜，5月20日才交，违约金多少", "7.26"),
    (
        "fee.late_penalty",
        "一季度和二季度物业费各欠600元，1月20日和4月20日截止，5月20日一起交，违约金合计多少",
        "27.00",
    ),
    ("fee.late_penalty", "两套房的物业费，一套612.5一套708，都逾期了20天，违约金加起来多少", "7.92"),
    ("fee.late_penalty", "欠了两笔物业费，第一笔700元逾期50天，第二笔680元逾期20天，违约金一共多少", "14.58"),
    ("fee.late_penalty", "物业费806没按时交，晚了15天，违约金得多少", "3.63"),
    ("fee.late_penalty", "算法我知道，我逾期52天，违约金要交多少", "?principal"),
    ("fee.late_penalty", "违约金的算法是怎样的", None),
)
DAYS = (
    ("fee.late_penalty", "八月的物业费640元，20号截止，我九月四号交的，违约金多少", "2.88"),
    ("fee.late_penalty", "8月的物业费640元，20号截止，3号才交，违约金多少", "2.69"),
    ("fee.late_penalty", "高层100平，三季度物业费晚了20天，违约金加物业费一共多少", "845.04"),
)
MONTHS = (
    ("fee.property.rate", "高层80平，从今年6月到现在都没交物业费，一共该交多少", "1344.00"),
    ("fee.property.rate", "叠拼150平，去年12月欠到上个月，物业费补多少", "5940.00"),
    ("fee.property.rate", "高层80平，8月起就没交过，补到这个月，物业费多少", "896.00"),
    ("fee.property.rate", "高层80平，今年8月起没交物业费，想先补一些，要补多少", "?months"),
    ("fee.property.rate", "高层80平，5月开始交到年底，物业费多少", "1792.00"),
    ("fee.property.rate", "叠拼120平，从今年11月到明年年底的物业费多少", "6048.00"),
    ("fee.property.rate", "高层100平，按季度交物业费，一次是多少", "840.00"),
    ("fee.property.rate", "高层100平，3月的物业费按12天算多少", "112.00"),
    ("fee.property.rate", "高层102平5，一个季度物业费多少", "861.00"),
    ("fee.property.rate_history", "2024年的物业费要补，按原单价，一共补多少", "?area"),
)
EMPTY = (
    (
        "fee.discount.vacancy",
        "高层100平，1到6月空置核准了，7月我们搬回来住，今年全年物业费一共多少",
        "3024.00",
    ),
    ("fee.discount.vacancy", "叠拼120平，上半年核准空置，下半年有人住了，全年物业费多少", "4665.60"),
    ("fee.discount.vacancy", "高层100平，1到6月空置核准了，这半年物业费多少", "1344.00"),
    ("fee.discount.prepay", "叠拼200平，物业费一年多少，按季度交，不享受预交折扣", "8640.00"),
)
BESIDE = (
    ("fee.energy_share", "高层90平住9楼，全年公共能耗费多少，别把物业费算进来", "345.60"),
    ("fee.discount.vacancy", "高层90平住9楼，公共能耗费一个季度合计多少", "86.40"),
    ("fee.property.rate", "高层70平，一个季度物业费多少，公摊房东出", "588.00"),
    ("fee.property.rate", "储藏14平，一年物业费多少", "201.60"),
    ("fee.property.rate", "房产证上是建筑面积96平，一个季度物业费交多少", "?kind"),
    (
        "fee.property.area_basis",
        "高层，去年物业费按合同面积100平交清了，没打折，证上是98平，差额应退我多少",
        "67.20",
    ),
    ("fee.property.rate", "叠拼130平，按新价半年物业费要比旧价交多几多", "156.00"),
)
METERS = (
    ("fee.utility.shop", "铺子里水20方，电300度，一共多少钱", "357.00"),
    ("fee.water.rate", "高层78平方，用了10吨水，水费多少", "34.50"),
    ("fee.water.rate", "用了14吨水，水费多少钱？账单还没出来呢", "48.30"),
    ("fee.water.rate", "高层16楼，用了10吨水，家里两个龙头，水费和加压费一共多少", "37.50"),
    ("fee.water.rate", "水电合起来这个月一共要交多少", "?tons"),
    ("fee.waste_disposal", "我小吃店的垃圾费一个月多少", None),
    ("fee.property.rate", "高层75平，上周交了60元水费，这个季度物业费多少", "630.00"),
)
DUES = (*DEBTS, *DAYS, *MONTHS, *EMPTY, *BESIDE, *METERS)
