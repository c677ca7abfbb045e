import { Controller, Get, Inject, Param } from '@nestjs/common';
import { type Provenance, ProvenanceDesk } from '@wirebrief/application';
import { type PrintedFigure } from '@wirebrief/briefing';
import { WirebriefError } from '@wirebrief/kernel';

/** Where the figures of an edition come from. */
@Controller('stories/:id/editions/:number/figures')
export class FiguresController {
  constructor(@Inject(ProvenanceDesk) private readonly desk: ProvenanceDesk) {}

  @Get()
  list(
    @Param('id') id: string,
    @Param('number') number: string,
  ): Promise<readonly PrintedFigure[]> {
    return this.desk.figures(id, numberOf(number));
  }

  @Get(':ref')
  why(
    @Param('id') id: string,
    @Param('number') number: string,
    @Param('ref') ref: string,
  ): Promise<Provenance> {
    return this.desk.why(id, numberOf(number), ref);
  }
}

function numberOf(text: string): number | 'latest' {
  if (text === 'latest') return text;
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new WirebriefError(
    'WB_EDITION_ADDRESS',
    'not-found',
    `"${text.slice(0, 40)}" is no edition.`,
    'Ask for the figures of a number, or of "latest".',
  );
}
