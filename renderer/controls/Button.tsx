import type { ButtonHTMLAttributes } from 'react';
import { Icon, type IconName } from './Icon';

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** One filled button at most stands in a view: what a user most likely wants next. */
  look?: 'plain' | 'filled' | 'bare';
  icon?: IconName;
}

export function Button({ look = 'plain', icon, children, className = '', ...rest }: ButtonProps) {
  return (
    <button type="button" className={`button ${look} ${className}`} {...rest}>
      {icon !== undefined && <Icon name={icon} />}
      {children !== undefined && <span>{children}</span>}
    </button>
  );
}

interface IconButtonProps extends Omit<ButtonProps, 'children'> {
  icon: IconName;
  /** What it does: its tooltip, and its name for screen readers. */
  name: string;
}

export function IconButton({ icon, name, look = 'bare', className = '', ...rest }: IconButtonProps) {
  return (
    <Button
      look={look}
      icon={icon}
      className={`square ${className}`}
      aria-label={name}
      title={name}
      {...rest}
    />
  );
}
