import { Controller, Get, Inject, Param } from '@nestjs/common';
import { editionNumber, type Provenance, ProvenanceDesk } from '@wirebrief/application';
import { type PrintedFigure } from '@wirebrief/briefing';

/** Where the figures of an edition come from. */
@Controller('stories/:id/editions/:number/figures')
export class FiguresController {
  constructor(@Inject(ProvenanceDesk) private readonly desk: ProvenanceDesk) {}

  @Get()
  list(
    @Param('id') id: string,
    @Param('number') number: string,
  ): Promise<readonly PrintedFigure[]> {
    return this.desk.figures(id, editionOf(number));
  }

  @Get(':ref')
  why(
    @Param('id') id: string,
    @Param('number') number: string,
    @Param('ref') ref: string,
  ): Promise<Provenance> {
    return this.desk.why(id, editionOf(number), ref);
  }
}

const editionOf = (text: string): number | 'latest' =>
  text === 'latest'
    ? text
    : editionNumber(text, 'not-found', 'Ask for the figures of a number, or of "latest".');
