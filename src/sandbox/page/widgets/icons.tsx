import type { ComponentChildren } from 'preact';

// Drawn here, so that the page needs no request to anywhere. All are decoration: the words stand beside them.
function Icon({ children, fill = false }: { children: ComponentChildren; fill?: boolean }) {
  return (
    <svg
      class="icon"
      viewBox="0 0 20 20"
      width="16"
      height="16"
      aria-hidden="true"
      fill={fill ? 'currentColor' : 'none'}
      stroke={fill ? 'none' : 'currentColor'}
      stroke-width="1.7"
      stroke-linecap="round"
      stroke-linejoin="round"
    >
      {children}
    </svg>
  );
}

export const SendIcon = () => (
  <Icon fill>
    <path d="M2.5 3.2c0-.6.6-1 1.2-.7l14 6.8c.6.3.6 1.1 0 1.4l-14 6.8c-.6.3-1.2-.1-1.2-.7l1.6-5.8 7.4-1-7.4-1z" />
  </Icon>
);
export const ChevronIcon = () => (
  <Icon>
    <path d="M5.5 8l4.5 4.5L14.5 8" />
  </Icon>
);
export const MoreIcon = () => (
  <Icon fill>
    <circle cx="4.5" cy="10" r="1.5" />
    <circle cx="10" cy="10" r="1.5" />
    <circle cx="15.5" cy="10" r="1.5" />
  </Icon>
);
export const EyeIcon = () => (
  <Icon>
    <path d="M2 10s3-5.5 8-5.5S18 10 18 10s-3 5.5-8 5.5S2 10 2 10z" />
    <circle cx="10" cy="10" r="2.3" />
  </Icon>
);
export const CrossIcon = () => (
  <Icon>
    <path d="M5 5l10 10M15 5L5 15" />
  </Icon>
);
export const CheckIcon = () => (
  <Icon>
    <path d="M4.5 10.5l3.7 3.7 7.3-8" />
  </Icon>
);
export const ClockIcon = () => (
  <Icon>
    <circle cx="10" cy="10" r="7.3" />
    <path d="M10 5.8V10l2.8 2" />
  </Icon>
);
export const FileIcon = () => (
  <Icon>
    <path d="M5 2.5h6.5L15.5 6.5v11H5zM11.5 2.5v4h4" />
  </Icon>
);
export const LinkOutIcon = () => (
  <Icon>
    <path d="M11.5 3.5h5v5M16.5 3.5l-7 7M14 11.5v5H3.5V6h5" />
  </Icon>
);
export const ReplyIcon = () => (
  <Icon>
    <path d="M3 15c1-5 4-7 9-7M8.5 4.5L12.5 8l-4 3.5" />
  </Icon>
);
