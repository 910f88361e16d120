/** What a small furniture shop has. Invented, like the shop itself. */
export interface Good {
  id: string
  name: string
  price: string
  about: string
  facts: [string, string][]
  /** Drawn, so that no picture has to be had from anywhere. */
  drawing: string
}

export const goods: readonly Good[] = [
  {
    id: 'sofa-nord',
    name: 'Диван «Норд»',
    price: '54 900 ₽',
    about: 'Трёхместный диван-кровать с ящиком для белья. Чехлы снимаются и стираются.',
    facts: [
      ['Размер', '228 × 96 × 84 см'],
      ['Спальное место', '190 × 140 см'],
      ['Ткань', 'рогожка, 6 цветов'],
    ],
    drawing:
      '<rect x="30" y="60" width="140" height="40" rx="8"/><rect x="20" y="50" width="24" height="56" rx="8"/><rect x="156" y="50" width="24" height="56" rx="8"/><rect x="44" y="34" width="54" height="34" rx="6"/><rect x="102" y="34" width="54" height="34" rx="6"/>',
  },
  {
    id: 'table-rosa',
    name: 'Стол «Роса»',
    price: '21 400 ₽',
    about: 'Круглый обеденный стол из массива ясеня. Раздвигается до овала на шестерых.',
    facts: [
      ['Размер', '110 → 150 × 110 см'],
      ['Высота', '75 см'],
      ['Покрытие', 'масло с воском'],
    ],
    drawing:
      '<ellipse cx="100" cy="48" rx="76" ry="16"/><rect x="94" y="56" width="12" height="44"/><rect x="66" y="98" width="68" height="8" rx="4"/>',
  },
  {
    id: 'chair-iva',
    name: 'Стул «Ива»',
    price: '7 800 ₽',
    about: 'Гнутая спинка, мягкое сиденье. Выдерживает 120 кг, собирается за десять минут.',
    facts: [
      ['Высота сиденья', '46 см'],
      ['Каркас', 'берёза'],
      ['Вес', '4,8 кг'],
    ],
    drawing:
      '<rect x="66" y="20" width="10" height="90" rx="4"/><rect x="124" y="20" width="10" height="90" rx="4"/><rect x="66" y="24" width="68" height="14" rx="6"/><rect x="60" y="62" width="80" height="14" rx="6"/>',
  },
  {
    id: 'shelf-berezka',
    name: 'Стеллаж «Берёзка»',
    price: '12 300 ₽',
    about: 'Пять полок, каждая на 25 кг. Крепится к стене, чтобы не опрокинулся.',
    facts: [
      ['Размер', '80 × 32 × 180 см'],
      ['Материал', 'берёзовая фанера'],
      ['Сборка', 'без инструмента'],
    ],
    drawing:
      '<rect x="56" y="14" width="8" height="98"/><rect x="136" y="14" width="8" height="98"/><rect x="56" y="20" width="88" height="6"/><rect x="56" y="48" width="88" height="6"/><rect x="56" y="76" width="88" height="6"/><rect x="56" y="104" width="88" height="6"/>',
  },
]
