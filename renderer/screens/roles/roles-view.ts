/** What the roles screen remembers while another screen is open. */
export interface RolesView {
  readonly query: string;
  /** Profile of the selected row; undefined where nothing was selected yet. */
  readonly selected: string | undefined;
  readonly scrollTop: number;
  /** Messages of findings that the user has put away for this run. */
  readonly dismissed: ReadonlySet<string>;
}

export const NEW_ROLES_VIEW: RolesView = {
  query: '',
  selected: undefined,
  scrollTop: 0,
  dismissed: new Set(),
};
