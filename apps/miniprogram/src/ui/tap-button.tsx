import { Button } from '@tarojs/components';
import './tap-button.css';

export interface TapButtonProps {
  id: string;
  label: string;
  /** `primary` in seal; `careful` in seal without the fill. */
  look?: 'plain' | 'primary' | 'careful';
  disabled?: boolean;
  onTap: () => void;
}

/** The button of the program, always in the same size and outline. */
export function TapButton({ id, label, look = 'plain', disabled = false, onTap }: TapButtonProps) {
  const className = `button button-${look}${disabled ? ' button-off' : ''}`;
  return (
    <Button id={id} className={className} hoverClass="pressed" disabled={disabled} onClick={onTap}>
      {label}
    </Button>
  );
}
